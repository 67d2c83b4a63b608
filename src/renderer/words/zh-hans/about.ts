import type { In } from '../texts.ts'

export const about: In<'about'> = {
  title: '关于 Headroom',
  what: '这台机器上的模型还能占用多少内存、其余的由谁占用、什么即将失败。',
  refused: '无法显示版本',
  again: '重试',
  versions: '版本',
  copy: '拷贝版本',
  folder: '设置、密钥、操作记录',
  noFolder: '无：这是一段录制',
  limits: '须知',
  neverOnMac:
    '这里的一切都还没有在 Mac 上运行过：Mac 的部分由他人公布的输出、按其格式编写的录制，以及 Electron 的替身来验证。可能会有意外；届时 headroom record 写出的内容最有帮助。',
  network: 'Headroom 只询问这台机器，任何数据都不会离开它。唯一的例外是经你同意的更新检查。',
  report: {
    title: '报告问题',
    help: '供帮助你的人使用的一个文件。你会先看到其中包含什么；不会发送任何内容。',
    make: '报告问题…',
    working: '正在收集…',
    saved: '已交付保存',
    holds: '报告包含的内容',
    removed_other: '{{count}} 处已去除内容',
    missing: '不包含',
    save: '保存…（{{size}}）',
    discard: '放弃',
  },
  licences: '许可证',
  own: 'Headroom 采用 MIT 许可证。它由以下软件构成；图标来自 Lucide。Electron 自带 Chromium，其声明在程序旁的 LICENSES.chromium.html 中。',
  loading: '正在读取许可证',
  find: '查找软件包或许可证',
  count_other: '{{count}} 个软件包',
  noMatch: '没有软件包或许可证叫这个名字。',
}
