import type { In } from '../texts.ts'

export const learnt: In<'learnt'> = {
  title: '本机学到的数据',
  intro:
    '本机的加载和运行得出的数据：引擎报告的大小、日志中的上限，以及模型的增长速度。估算和预测会在一定范围内参考这些数据。',
  off: '学习已关闭：此处的数据会保留，但不会使用。',
  reading: '正在读取…',
  none: '暂无数据：下次加载模型后，此处会显示它实际占用的内存。',
  noneOff: '学习已关闭，没有学到任何数据。',
  trouble: '其文件：{{reason}}',
  limit: 'GPU 上限',
  loads_other: '{{count}} 次加载',
  runs_other: '{{count}} 次运行的增长',
  last: '最近一次在 {{span}}前',
  asEstimated: '与估算一致',
  range: '{{low}} 至 {{high}}',
  forget: '忘记',
  forgetAll: '全部忘记…',
  askAll: '要忘记本机学到的全部数据吗？',
  yesAll: '全部忘记',
  forgotten: '已忘记',
  showAll: '显示全部 {{count}} 项',
}
