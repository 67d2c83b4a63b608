import type { In } from '../texts.ts'

export const diagnosis: In<'diagnosis'> = {
  title: '发现',
  found: '已发现',
  count_other: '{{count}} 项',
  countOf_other: '{{count}} 项中的 {{found}} 项',
  noneLikeThis: '没有符合条件的发现。',
  showAll: '全部显示',
  none: '目前没有故障。',
  looksFor: 'Headroom 会读取它所认识的引擎的日志，并观察这台机器。它会在这里报告：',
  gone: '链接所指的发现已不再成立',
  search: '搜索发现',
  kind: '类型',
  allKinds: '所有类型',
  program: '程序',
  allPrograms: '所有程序',
  since: '已持续 {{span}}',
  snoozed: '已暂停',
}
