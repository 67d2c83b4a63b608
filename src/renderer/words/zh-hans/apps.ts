import type { In } from '../texts.ts'

export const apps: In<'apps'> = {
  title: 'App',
  region: '按内存排列的 App',
  memory: '内存，{{kind}}',
  order: 'App 的排序',
  by: { memory: '按内存', gpu: '按 GPU 时间' },
  showAll: '显示全部 {{count}} 个',
  biggestOnly: '只显示最大的',
  rest_other: '其余 {{count}} 个：{{size}}',
  more_other: '其余 {{count}} 个',
  processes_other: '{{count}} 个进程',
  processesOfApp: '{{name}} 的 {{processes}}',
  processesOf: '{{name}} 的进程',
  quitEnds: '退出将同时结束：{{what}}',
  cannotQuit: '无法从这里退出：{{reason}}',
  rosettaMeans: '由 Rosetta 转译的 Intel 程序：对它而言，Metal 是另一个更慢的设备',
  grows: '正在增长：{{pace}}',
  shrinks: '正在减少：{{pace}}',
  gpuMeans: '占用 GPU 时间的比例',
}
