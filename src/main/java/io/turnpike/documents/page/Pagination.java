package io.turnpike.documents.page;

import java.util.ArrayList;
import java.util.List;

/** Lets elements flow over pages: heads of tables repeated, kept elements whole, headers and footers with page numbers last. */
final class Pagination {
    /** A wrong template must not fill the disk; the longest call-detail appendix seen has a tenth of it. */
    private static final int MOST_PAGES = 20_000;
    /** Fewer lines of a paragraph are not left alone at the end of a page. */
    private static final int FEWEST_LINES = 2;

    private final Layout layout;
    private final List<Sheet> sheets = new ArrayList<>();
    private Sheet sheet;
    private int y;
    private int gap;
    private boolean empty;

    private Pagination(Layout layout, PageSection first) {
        this.layout = layout;
        this.sheet = new Sheet(layout, first, true);
    }

    static List<DisplayList.Page> pages(Layout layout, List<PageSection> sections) {
        Pagination pagination = new Pagination(layout, sections.get(0));
        for (PageSection section : sections) {
            pagination.open(section, true);
            pagination.flow(section.body());
        }
        return pagination.finished();
    }

    private void open(PageSection section, boolean first) {
        if (sheets.size() == MOST_PAGES) {
            throw new UnusablePage(section.at(), "the document has more than " + MOST_PAGES + " pages", "split it");
        }
        sheet = new Sheet(layout, section, first);
        sheets.add(sheet);
        y = sheet.top();
        gap = 0;
        empty = true;
    }

    private void nextPage() {
        open(sheet.section(), false);
    }

    private List<DisplayList.Page> finished() {
        List<DisplayList.Page> pages = new ArrayList<>(sheets.size());
        for (int number = 1; number <= sheets.size(); number++) {
            pages.add(sheets.get(number - 1).finished(layout, number, sheets.size()));
        }
        return pages;
    }

    private void flow(List<Node> nodes) {
        for (Node node : nodes) {
            gap += node.box().above();
            if (node instanceof Node.PageBreak) {
                if (!empty) {
                    nextPage();
                }
            } else if (node instanceof Node.Table table && plain(table.box())) {
                table(table);
            } else if (node instanceof Node.Block block && !block.keep() && plain(block.box())) {
                flow(block.children());
            } else if (node instanceof Node.Text text && plain(text.box())) {
                text(text);
            } else if (node instanceof Node.Space space) {
                gap += space.height();
            } else {
                whole(node);
            }
            gap += node.box().below();
        }
    }

    private static boolean plain(Box box) {
        return !box.isVisible() && box.padding().equals(Box.Sides.ZERO);
    }

    private void whole(Node node) {
        Piece piece = layout.piece(node, width());
        boolean fitsOnOnePage = piece.height() <= sheet.room();
        if (!fitsOnOnePage && node instanceof Node.Block block && plain(block.box())) {
            flow(block.children());
            return;
        }
        makeRoom(piece.height());
        put(piece, node.at());
    }

    private void text(Node.Text text) {
        Piece.Lines lines = (Piece.Lines) layout.piece(text, width());
        int count = lines.lines().size();
        int lineHeight = lines.style().lineHeight();
        int from = 0;
        while (from < count) {
            int fitting = Math.min(count - from, (sheet.bottom() - y - pendingGap()) / lineHeight);
            boolean tooFew = fitting < Math.min(FEWEST_LINES, count - from);
            if (tooFew && !empty) {
                nextPage();
                continue;
            }
            put(lines.part(from, from + Math.max(1, fitting)), text.at());
            from += Math.max(1, fitting);
        }
    }

    private void table(Node.Table table) {
        TableLayout rows = new TableLayout(layout, table, width());
        List<Piece> head = rows.head();
        List<Piece> body = rows.rows();
        int headHeight = height(head, 0);
        int together = Math.max(0, body.size() - table.keepLast());
        boolean headPut = false;
        for (int i = 0; i < body.size(); i++) {
            int needed = i == together ? height(body, i) : body.get(i).height();
            needed += headPut ? 0 : headHeight;
            if (y + pendingGap() + needed > sheet.bottom() && !empty) {
                nextPage();
                headPut = false;
            }
            if (!headPut) {
                head.forEach(piece -> put(piece, table.at()));
                headPut = true;
            }
            put(body.get(i), table.at());
        }
        if (body.isEmpty() && !head.isEmpty()) {
            makeRoom(headHeight);
            head.forEach(piece -> put(piece, table.at()));
        }
    }

    private static int height(List<Piece> pieces, int from) {
        int height = 0;
        for (Piece piece : pieces.subList(from, pieces.size())) {
            height += piece.height();
        }
        return height;
    }

    private void makeRoom(int height) {
        if (y + pendingGap() + height > sheet.bottom() && !empty) {
            nextPage();
        }
    }

    /** Space between elements is lost at the top of a page. */
    private int pendingGap() {
        return empty ? 0 : gap;
    }

    private void put(Piece piece, String at) {
        y += pendingGap();
        if (y + piece.height() > sheet.bottom()) {
            throw new UnusablePage(
                    at,
                    "this is higher than the page",
                    "let it break: less text in one cell, keep=\"no\", no border around long blocks");
        }
        piece.draw(sheet.canvas(), sheet.section().margins().left(), y);
        y += piece.height();
        gap = 0;
        empty = false;
    }

    private int width() {
        return sheet.section().bodyWidth();
    }
}
