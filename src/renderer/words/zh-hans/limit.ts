import type { In } from '../texts.ts'

export const limit: In<'limit'> = {
  panel: 'GPU 上限',
  open: '提高上限…',
  change: '更改…',
  changeWhat: '（GPU 上限）',
  raised: '已提高到 {{to}}，下次重新启动前有效',
  notFurther: '不会再提高：{{reason}}。',
  to: '新上限',
  keeps: 'macOS 保留 {{left}}，与平常一样',
  keepsLess: 'macOS 保留 {{left}}，比平常少',
  calm: '{{to}} 以内较稳妥',
  raise: '立即提高',
  setBack: '恢复',
  setBackHelp: '恢复为 macOS 选择的值；需要更多内存的模型可能会失败：',
  asks: 'macOS 会要求管理员授权',
  asksHere: 'macOS 在此也会要求授权',
  isAsking: '请在 macOS 的窗口中答复…',
  unchanged: '上限没有更改',
  above: '{{help}}：命令见上方。',
}
