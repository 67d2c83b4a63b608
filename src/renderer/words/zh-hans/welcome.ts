import type { In } from '../texts.ts'

export const welcome: In<'welcome'> = {
  label: '初次使用',
  at: '第 {{at}} 步，共 {{count}} 步',
  back: '上一步',
  next: '下一步',
  skip: '跳过',
  done: '完成',
  gauge: {
    title: '仪表的含义',
    style: {
      ring: '圆环随内存占用而填满：浅色部分是模型的可用空间。',
      column: '立柱随内存占用而填满：浅色部分是模型的可用空间。',
      dial: '指针随内存占用而上升：指针前方是模型的可用空间。',
    },
    beside: {
      room: '旁边的数字是模型还能占用多少。',
      'in-use': '旁边的数字是已用内存。',
      'time-left': '可用空间即将耗尽时，旁边显示剩余的分钟数。',
    },
    inWindow: '它位于菜单栏中；点按它即可打开此窗口。',
    inBrowser: '在 Mac 上，它位于菜单栏中；此页面使用同样的标志。',
    preview: '当前的仪表',
    alarm: '其卡片会说明处理办法',
  },
  alerts: {
    title: '在失败之前提醒',
    what: '在模型加载失败、模型超出内存或电脑开始交换之前，Headroom 会发出警告，并说明怎样处理。',
  },
  login: {
    title: '需要时已在运行',
    what: 'Headroom 只能对它看到的情况发出警告：最好从登录起就一直运行。',
    ready: '介绍完毕。设置位于概览底部。',
  },
}
