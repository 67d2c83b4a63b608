import type { In } from '../texts.ts'

export const own: In<'own'> = {
  loginWaiting: 'macOS 正在等待你的许可：请在“登录项”中允许 Headroom。',

  window: '窗口',
  theme: '外观',
  themeOf: { system: '跟随系统', light: '浅色', dark: '深色' },
  onlyApp: '在 Mac App 中',
  onlyAppHas: '外观、快捷键、更新和命令行需在 App 中设置。',

  shortcut: '从任意位置打开',
  shortcutHelp: '在任何 App 之上显示 Headroom 的快捷键；再按一次即隐藏。',
  shortcutRecord: '录制快捷键…',
  shortcutPress: '请按下快捷键…',
  shortcutHow: '按住 ⌃、⌥ 或 ⌘，再按一个键。按 Esc 保留原来的设置；按删除键移除快捷键。',
  shortcutBare: '请同时按住 ⌃、⌥ 或 ⌘：单独使用时，输入文字将无法再用到这个键。',
  shortcutUnusable: '这个键不能使用。可以使用字母、数字、方向键以及 F1 至 F20。',
  shortcutTaken: '未生效：{{keys}} 已被其他 App 占用。请选择其他按键。',
  shortcutRemove: '移除快捷键',
  modifier: { Control: 'Control', Alt: 'Option', Shift: 'Shift', Command: 'Command' },
  key: {
    Space: '空格',
    Up: '上箭头',
    Down: '下箭头',
    Left: '左箭头',
    Right: '右箭头',
    Home: 'Home',
    End: 'End',
    PageUp: 'Page Up',
    PageDown: 'Page Down',
  },

  takes: 'Headroom 的占用',
  takesNow: '常驻内存 {{memory}}，占一个核心的 {{share}}',
  takesMemory: '常驻内存 {{memory}}',
  takesHow:
    '这是 Electron 给出的常驻内存：多个进程共享的页面在每个进程中都会计入，因此总和大于退出 Headroom 后能空出的内存。',
  takesOne: '这是它唯一进程的常驻内存。',
  part: {
    main: '主进程',
    window: '窗口',
    gpu: 'GPU 进程',
    network: '网络进程',
    helper: '辅助进程',
    other: '其他',
  },
  partCount: '{{name}}（{{number}}）',
  partUntold: '未知',
}
