import { useEffect, useEffectEvent, useState } from 'react'
import type { Dropped } from './wanted.ts'

/** Takes what is dropped anywhere on the page, and tells whether something is held above it. */
export function useDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [isOver, setOver] = useState(false)
  const drop = useEffectEvent(onDrop)
  useEffect(() => {
    // a page that does not say that it takes it would be left for the file
    const over = (event: DragEvent): void => {
      event.preventDefault()
      setOver(true)
    }
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false)
    }
    const take = (event: DragEvent): void => {
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer !== null) drop(droppedIn(event.dataTransfer))
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', take)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', take)
    }
  }, [])
  return isOver
}

function droppedIn(data: DataTransfer): Dropped {
  const [file = null] = data.files
  return {
    uriList: data.getData('text/uri-list'),
    file: file === null ? null : { name: file.name, sizeBytes: file.size },
  }
}
