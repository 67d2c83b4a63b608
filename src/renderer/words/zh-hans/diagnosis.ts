import type { In } from '../texts.ts'

export const diagnosis: In<'diagnosis'> = {
  title: '诊断结果',
  found: '已发现',
  count_other: '{{count}} 项结果',
  countOf_other: '{{count}} 项结果中的 {{found}} 项',
  noneLikeThis: '没有符合条件的结果。',
  showAll: '全部显示',
  none: '没有发现问题。',
  looksFor: 'Headroom 会读取它所认识的引擎的日志，并观察这台机器。它会在这里报告：',
  gone: '链接所指的结果已不再成立',
  search: '搜索诊断结果',
  kind: '类型',
  allKinds: '所有类型',
  program: '程序',
  allPrograms: '所有程序',
  since: '已持续 {{span}}',
  snoozed: '已暂停',
}
