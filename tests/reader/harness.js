// A small reading application around foliate-js: opens /book.epub and shows notes in a pop-up.
import './foliate-js/view.js'
import { FootnoteHandler } from './foliate-js/footnotes.js'

const view = document.createElement('foliate-view')
const popup = document.querySelector('#note')
document.body.append(view)

const notes = new FootnoteHandler()
let opened
notes.addEventListener('before-render', event => popup.replaceChildren(event.detail.view))
notes.addEventListener('render', event => {
    const { doc } = event.detail.view.renderer.getContents()[0]
    opened?.(doc.body.textContent)
})
view.addEventListener('link', event => notes.handle(view.book, event))

/** Clicks a note call; the text that pops up, or null where nothing does. */
view.popUp = async call => {
    const text = await new Promise(resolve => {
        opened = resolve
        call.click()
        setTimeout(resolve, 3000, null)
    })
    popup.replaceChildren()
    return text
}

await view.open(new File([await (await fetch('/book.epub')).blob()], 'book.epub'))
await view.goTo(0)
globalThis.view = view
document.documentElement.dataset.ready = 'yes' // an attribute: a script may not be evaluated under this policy
