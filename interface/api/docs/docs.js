// The page's only script: searching, copying, and opening what an address names. All it shows stands in the HTML.
const search = document.querySelector('#search')
const found = document.querySelector('#found')
const entries = [...document.querySelectorAll('.entry')].map((element) => ({
  element,
  text: element.textContent.toLowerCase(),
}))
const groups = [...document.querySelectorAll('.group')]

search.hidden = false
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const { element, text } of entries) {
    const fits = words.every((word) => text.includes(word))
    element.hidden = !fits
    if (fits) count++
  }
  for (const group of groups) {
    const own = [...group.querySelectorAll('.entry')]
    group.hidden = words.length > 0 && own.every((entry) => entry.hidden)
  }
  found.textContent = words.length === 0 ? '' : `${count} found`
})

for (const button of document.querySelectorAll('.copy')) {
  // Without HTTPS, and not on this machine, a page may not write to the clipboard.
  button.hidden = navigator.clipboard === undefined
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent)
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1500)
  })
}

function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (named?.matches('details')) {
    // What is asked for by its address is shown, whatever was searched for.
    if (named.hidden) {
      search.value = ''
      search.dispatchEvent(new Event('input'))
    }
    named.open = true
    named.scrollIntoView()
  }
}
addEventListener('hashchange', openNamed)
openNamed()
