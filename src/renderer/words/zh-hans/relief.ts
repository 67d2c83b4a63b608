import type { In } from '../texts.ts'

export const relief: In<'relief'> = {
  suggestion: '建议',
  quit: '退出',
  unload: '卸载',
  quitNamed: '退出 {{name}}',
  unloadNamed: '卸载 {{name}}',
  cancel: '取消',
  dismiss: '关闭',
  again: '重试',
  reopen: '重新打开',
  reopenNamed: '重新打开 {{name}}',
  about: '{{act}}：{{name}}',
  inAll: '共计',
  hasEnded: '已结束',
  working: {
    quit: '正在退出…',
    unload: '正在卸载…',
    reopen: '正在重新启动…',
    force: '正在强制退出…',
  },
  refused: {
    quit: '{{name}} 未退出',
    unload: '{{name}} 未卸载',
    reopen: '{{name}} 未重新启动',
    force: '{{name}} 未强制退出',
  },
  unheard: '不清楚 {{name}} 的结果',
  did: { quit: '已退出：{{what}}', unload: '已卸载：{{what}}' },
  gone: { left: '已不在', quit: '已退出', unload: '已卸载' },
  over: { refused: '未释放任何内容', unheard: '不清楚释放了什么' },
}
