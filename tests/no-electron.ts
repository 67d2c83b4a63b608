throw new Error('a test imports electron: only src/main/electron may, and no test imports that')
