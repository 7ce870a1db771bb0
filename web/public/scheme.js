// Sets the colour scheme before the first paint; a file of its own because inline scripts are not allowed.
;(function () {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('regard.scheme') || 'auto'
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
