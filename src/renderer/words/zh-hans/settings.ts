import type { In } from '../texts.ts'

export const settings: In<'settings'> = {
  title: '设置',
  back: '概览',
  reading: '正在读取设置…',
  notRead: '无法读取设置',
  notSet: '未能更改',
  notKept: '未能保存',
  onlyToLook: '此页面只能查看',
  onlyToLookHelp: '要在此更改设置，请启动 {{command}}。',
  language: '语言',
  system: '跟随系统',
  menuBar: '菜单栏',
  room: '在仪表旁显示可用空间',
  login: '启动',
  atLogin: '登录时启动 Headroom',
  alerts: '警告',
  noNotifications: '此浏览器在这里不显示通知；警告会显示在页面顶部。',
  inWindow:
    '出现警告时，菜单栏中的仪表会改变形状，警告也会显示在此窗口顶部。Headroom 目前还不会发送 macOS 通知。',
  welcome: '初次使用',
  welcomeAgain: '再次显示初次使用介绍',
}
