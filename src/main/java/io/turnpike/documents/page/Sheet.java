package io.turnpike.documents.page;

import io.turnpike.documents.page.PageSection.Repeated;
import java.util.ArrayList;
import java.util.List;

/** One page while it is being filled, with the room that its header and footer leave. */
final class Sheet {
    /** Stands for page numbers while the number of pages is not yet known. */
    private static final int WIDE_NUMBER = 999;

    private final PageSection section;
    private final boolean first;
    private final Canvas canvas = new Canvas();
    private final int top;
    private final int bottom;

    Sheet(Layout layout, PageSection section, boolean first) {
        this.section = section;
        this.first = first;
        int header = piece(layout, section.headers(), WIDE_NUMBER, WIDE_NUMBER).height();
        int footer = piece(layout, section.footers(), WIDE_NUMBER, WIDE_NUMBER).height();
        this.top = section.margins().top() + header;
        this.bottom = section.height() - section.margins().bottom() - footer;
        if (room() <= 0) {
            throw new UnusablePage(section.at(), "header, footer and margins leave no room", "make them smaller");
        }
    }

    PageSection section() {
        return section;
    }

    Canvas canvas() {
        return canvas;
    }

    int top() {
        return top;
    }

    int bottom() {
        return bottom;
    }

    int room() {
        return bottom - top;
    }

    /** Draws header and footer, whose page numbers are known by now. */
    DisplayList.Page finished(Layout layout, int number, int pages) {
        int left = section.margins().left();
        piece(layout, section.headers(), number, pages)
                .draw(canvas, left, section.margins().top());
        piece(layout, section.footers(), number, pages).draw(canvas, left, bottom);
        return new DisplayList.Page(section.width(), section.height(), canvas.ops());
    }

    private Piece piece(Layout layout, List<Repeated> repeated, int number, int pages) {
        List<Node> content = new ArrayList<>();
        for (Repeated one : repeated) {
            if (one.on().includes(first)) {
                one.content().forEach(node -> content.add(numbered(node, number, pages)));
            }
        }
        return layout.stack(content, section.bodyWidth());
    }

    private static Node numbered(Node node, int number, int pages) {
        if (node instanceof Node.Text text) {
            List<Node.Run> runs = text.runs().stream()
                    .map(run -> new Node.Run(run.typeface(), PageNumber.replaced(run.text(), number, pages)))
                    .toList();
            return new Node.Text(text.at(), text.box(), text.style(), runs, text.wrap());
        } else if (node instanceof Node.Block block) {
            return new Node.Block(block.at(), block.box(), numbered(block.children(), number, pages), block.keep());
        } else if (node instanceof Node.Table table) {
            List<Node.Row> rows = table.rows().stream()
                    .map(row -> numbered(row, number, pages))
                    .toList();
            return new Node.Table(
                    table.at(), table.box(), table.columns(), table.head(), rows, table.stripe(), table.keepLast());
        }
        return node;
    }

    private static Node.Row numbered(Node.Row row, int number, int pages) {
        return new Node.Row(
                row.at(),
                row.cells().stream()
                        .map(cell -> new Node.Cell(
                                cell.at(),
                                cell.box(),
                                numbered(cell.content(), number, pages),
                                cell.columns(),
                                cell.rows(),
                                cell.align()))
                        .toList());
    }

    private static List<Node> numbered(List<Node> nodes, int number, int pages) {
        return nodes.stream().map(node -> numbered(node, number, pages)).toList();
    }
}
