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
