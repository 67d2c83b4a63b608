import type { In } from '../texts.ts'

export const updates: In<'updates'> = {
  title: '更新',
  daily: '每天检查一次更新',
  dailyHelp:
    '向 GitHub 查询最新版本。GitHub 只会得知这台 Mac 的 IP 地址，不会得知其他信息。未经你同意不会下载任何内容。',
  once: '不勾选时，“立即检查”只查询这一次。',
  check: '立即检查',
  load: '下载',
  install: '重新启动并安装',
  state: {
    off: '尚未检查。',
    waiting: '一分钟后进行首次检查。',
    checking: '正在检查…',
    current: '这是最新版本（{{day}} {{time}}）。',
    found: '版本 {{version}} 可供下载。',
    loading: '正在下载版本 {{version}}…',
    ready: '版本 {{version}} 已下载。',
    installing: '正在安装版本 {{version}}。Headroom 将关闭并重新打开…',
  },
  failed: '未更新',
  refused: '未执行',
}
