"""What the tests of composition measure in a browser."""

WIDTHS = [320, 360, 390, 768, 1080, 1280, 1440, 1920]

# Functions for scripts that are run in a page: the lines of a text, and whether somebody can see an element.
LINES = """
    const lines = (node, start = 0, end = node.textContent.length) => {
        const range = document.createRange();
        if (node.nodeType === 3) { range.setStart(node, start); range.setEnd(node, end); }
        else range.selectNodeContents(node);
        const tops = [...range.getClientRects()].filter(({width}) => width).map(({top}) => Math.round(top));
        return new Set(tops).size;
    };
    const seen = (each) => each.checkVisibility() && each.getBoundingClientRect().width > 1;
"""

# WCAG 2.2, success criterion 1.4.12.
SPACED = """
    * { line-height: 1.5 !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
    /* Urdu letters are joined, and not spaced. */
    :not(:lang(ur)) { letter-spacing: 0.12em !important }
"""
# As a reader's own style sheet would come, past the policy of the page.
ADD_STYLES = """(styles) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets.push(sheet);
}"""
