import type { In } from '../texts.ts'

export const ends: In<'ends'> = {
  title: '意外结束',
  what: '发生了什么',
  whatOf: '发生了什么：{{title}}',
  at: '{{day}} {{time}}',
  new: '新',
  more_other: '另外 {{count}} 项',
  newestOnly: '仅显示最新',
  unread: '无法显示更早的报告',
  gone: '链接所指的报告已不再保留',
  says: '系统原话',
  stood: '{{time}} 的状态',
  alerts: '当时的警告',
  failed: '此前十分钟内的故障',
  notRead: '无法查看之处',
  unknown: '未知',
  figure: {
    gpu: 'GPU 已用内存',
    limit: 'GPU 上限',
    wired: '联动内存',
    swap: '已用交换空间',
    total: '电脑内存',
    room: '可供模型使用',
    pressure: '内存压力',
  },
  level: { normal: '正常', warn: '高', critical: '严重' },
}
