import type { In } from '../texts.ts'

export const remember: In<'remember'> = {
  title: 'Headroom 记住的内容',
  intro: '关闭不会删除任何内容：已有的内容会保留，直到在下方将其删除。',
  label: {
    keepsHistory: '将历史记录保留 30 天',
    recordsFlight: '记录最近十分钟',
    learns: '从实际加载中学习',
  },
  on: {
    keepsHistory: '测得的数据和发生的事件；日期越早，记录越粗略。',
    recordsFlight: '内核崩溃或断电之后，可以据此了解此前的情况。',
    learns: '模型在本机实际占用的内存会用来修正对它的估算。',
  },
  off: {
    keepsHistory: '退出 Headroom 后，历史记录即消失。',
    recordsFlight: '内核崩溃或断电之后，将无从了解此前的情况。',
    learns: '估算仅依据模型及其引擎。',
  },
  now: '{{help}}目前 {{size}}。',
}
