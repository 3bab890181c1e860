// Walks the open book section by section and returns what a reader meets there. `everyNote`: pop up all of them, not only the first.
async everyNote => {
    const { book } = view
    const found = { pages: [], breaks: [], contents: [], landmarks: [], notes: [], popups: [], maps: [], wide: [], faint: [], letters: [] }
    const letters = new Map() // family, weight and style -> the letters set in it
    const load = async index => { await view.goTo(index); return view.renderer.getContents()[0].doc }
    const flat = list => (list ?? []).flatMap(entry => [entry, ...flat(entry.subitems)])

    // what the lists of the book point at, by section
    const wanted = []
    for (const [name, list] of [['pages', book.pageList], ['contents', flat(book.toc)], ['landmarks', book.landmarks]])
        for (const { label, href } of list ?? []) {
            const target = href && await book.resolveHref(href)
            const row = [label, null]
            found[name].push(row)
            if (target) wanted.push({ name, row, ...target })
        }

    const channels = colour => { const n = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number); return n.length < 4 ? [...n, 1] : n }
    const luminance = colour => channels(colour).slice(0, 3)
        .map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0)
    const contrast = (one, other) => {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
        return (light + .05) / (dark + .05)
    }

    for (let index = 0; index < book.sections.length; index++) {
        const doc = await load(index)
        const style = element => doc.defaultView.getComputedStyle(element)
        const resolve = async href => book.resolveHref(book.sections[index].resolveHref(href))

        for (const target of wanted.filter(t => t.index === index)) {
            const element = target.anchor(doc)
            target.row[1] = target.name === 'pages' ? element?.getAttribute?.('aria-label') ?? null : (element ?? null) !== null
        }
        found.breaks.push(...[...doc.querySelectorAll('[role~=doc-pagebreak]')].map(e => e.getAttribute('aria-label')))

        for (const call of doc.querySelectorAll('[role~=doc-noteref]')) {
            const there = await resolve(call.getAttribute('href'))
            const note = there?.index === index ? there.anchor(doc) : null
            const backs = [...note?.querySelectorAll?.('[role~=doc-backlink]') ?? []]
            const returns = await Promise.all(backs.map(async back => {
                const home = await resolve(back.getAttribute('href'))
                return home?.index === index && home.anchor(doc) === call
            }))
            found.notes.push([call.textContent, note?.getAttribute?.('role') ?? null, returns.includes(true)])
            if (everyNote || !found.popups.length)
                found.popups.push([call.textContent, note?.textContent ?? null, await view.popUp(call)])
        }

        // Canvas is the paper of the reading system; what is wider than a column is cut off
        const paper = doc.createElement('div')
        paper.style.background = 'Canvas'
        doc.body.append(paper)
        const canvas = style(paper).backgroundColor
        const column = paper.getBoundingClientRect().width
        paper.remove()
        for (const element of doc.querySelectorAll('img, svg, table, figure, pre, p, li, dd')) {
            const parts = [...element.getClientRects()].map(part => part.width) // one for each column it runs through
            const width = Math.max(element.scrollWidth ?? 0, ...parts)
            if (width > column + 1) found.wide.push([element.localName, element.closest('[id]')?.id ?? '', Math.round(width), Math.round(column)])
        }

        for (const svg of doc.querySelectorAll('svg')) {
            const width = svg.getBoundingClientRect().width, box = svg.viewBox.baseVal?.width ?? 0
            if (!width && [...svg.closest('figure')?.querySelectorAll('svg') ?? []].some(other => other.getBoundingClientRect().width)) continue
            const name = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map(id => doc.getElementById(id)?.textContent ?? '')
            const shown = [...svg.querySelectorAll('text')].filter(text => text.getBoundingClientRect().width)
            const sizes = shown.map(text => [parseFloat(style(text).fontSize) * width / box, text.textContent])
            found.maps.push({ id: svg.closest('[id]')?.id ?? '', width, box, name: name.join(' ').trim(),
                label: sizes.sort((a, b) => a[0] - b[0])[0] ?? null })
        }

        const words = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
        for (let node; (node = words.nextNode());) {
            const element = node.parentElement
            if (!node.data.trim() || element.closest('title, desc') || !element.getClientRects().length) continue
            const { fontFamily, fontWeight, fontStyle } = style(element)
            const face = [fontFamily.split(',')[0].replace(/['"]/g, ''), fontWeight, fontStyle].join('|')
            letters.set(face, new Set([...letters.get(face) ?? [], ...node.data]))
            const sheet = element.closest('svg')?.querySelector('.paper')
            let ground = sheet ? style(sheet).fill : canvas
            for (let up = sheet ? null : element; up; up = up.parentElement)
                if (channels(style(up).backgroundColor)[3]) { ground = style(up).backgroundColor; break }
            const ratio = contrast(element.closest('svg') ? style(element).fill : style(element).color, ground)
            if (ratio < 4.5) found.faint.push([node.data.trim().slice(0, 30), ratio.toFixed(2)])
        }
    }
    found.letters = [...letters].map(([face, set]) => [...face.split('|'), [...set].join('')])
    return found
}
