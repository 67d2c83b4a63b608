import type { In } from '../texts.ts'

export const details: In<'details'> = {
  title: '详细信息',
  overview: '概览',
  sections: '栏目',
  section: '栏目',
  skip: '跳到栏目内容',
  windowTitle: '{{section}} – Headroom',
}
