import type { In } from '../texts.ts'

export const inventory: In<'inventory'> = {
  title: '模型与服务器',
}
