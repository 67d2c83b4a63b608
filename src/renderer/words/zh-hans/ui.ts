import type { In } from '../texts.ts'

export const ui: In<'ui'> = {
  bar: { beyond: '超出 {{bytes}}', beyondIt: '超出部分' },
  copy: {
    copy: '拷贝',
    copied: '已拷贝',
    selected: '已选中',
    how: '此页面无法使用剪贴板：请按 ⌘C 或 Ctrl+C 拷贝所选内容',
  },
  dismiss: '关闭',
  dismissThis: '关闭：{{title}}',
  advice: { tryFirst: '先试试：', costs: '代价：{{costs}}' },
}
