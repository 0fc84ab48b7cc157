package io.turnpike.documents.page;

import java.util.ArrayList;
import java.util.List;

/** Widths of columns, heights of rows, and the cells at their places. */
final class TableLayout {
    private final Layout layout;
    private final Node.Table table;
    private final int[] edges;

    TableLayout(Layout layout, Node.Table table, int width) {
        this.layout = layout;
        this.table = table;
        this.edges = edges(table, width);
    }

    /** Rows that cannot be torn apart: one row, or several that a cell joins. */
    List<Piece> rows() {
        return groups(table.rows(), table.stripe());
    }

    /** The rows repeated on each page. */
    List<Piece> head() {
        return groups(table.head(), Box.NONE);
    }

    private static int[] edges(Node.Table table, int width) {
        int fixed = 0;
        int shares = 0;
        for (Node.Column column : table.columns()) {
            fixed += column.width();
            shares += column.share();
        }
        int rest = width - fixed;
        if (rest < 0 || (shares > 0 && rest == 0)) {
            StringBuilder message = new StringBuilder("the columns need ");
            Length.appendPoints(message, fixed);
            Length.appendPoints(message.append("pt, but only "), width);
            throw new UnusablePage(table.at(), message.append("pt are there").toString(), "make the columns narrower");
        }
        int[] edges = new int[table.columns().size() + 1];
        int sharesBefore = 0;
        int fixedBefore = 0;
        for (int i = 0; i < table.columns().size(); i++) {
            fixedBefore += table.columns().get(i).width();
            sharesBefore += table.columns().get(i).share();
            edges[i + 1] = fixedBefore + (shares == 0 ? 0 : (int) ((long) rest * sharesBefore / shares));
        }
        return edges;
    }

    /** A cell with its first row and column. */
    private record Slot(Node.Cell cell, int row, int column) {}

    private List<Piece> groups(List<Node.Row> rows, int stripe) {
        List<Piece> groups = new ArrayList<>();
        int[] busyUntil = new int[edges.length - 1]; // first row in which the column is free again
        int start = 0;
        List<Slot> slots = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            place(rows.get(row), row, busyUntil, slots);
            int latest = 0;
            for (int until : busyUntil) {
                latest = Math.max(latest, until);
            }
            if (latest > rows.size()) {
                throw new UnusablePage(
                        rows.get(row).at(), "a cell spans more rows than there are", "reduce its attribute 'rows'");
            }
            if (latest == row + 1) {
                groups.add(group(slots, start, row + 1, stripe));
                slots = new ArrayList<>();
                start = row + 1;
            }
        }
        return groups;
    }

    private void place(Node.Row row, int number, int[] busyUntil, List<Slot> slots) {
        int column = 0;
        for (Node.Cell cell : row.cells()) {
            while (column < busyUntil.length && busyUntil[column] > number) {
                column++;
            }
            if (column + cell.columns() > busyUntil.length) {
                throw new UnusablePage(
                        cell.at(),
                        "the row has more cells than the table has columns (" + busyUntil.length + ")",
                        "remove a cell, or add a width to 'columns'");
            }
            slots.add(new Slot(cell, number, column));
            for (int i = 0; i < cell.columns(); i++) {
                busyUntil[column++] = number + cell.rows();
            }
        }
        for (int until : busyUntil) {
            if (until <= number) {
                throw new UnusablePage(
                        row.at(),
                        "the row has fewer cells than the table has columns (" + busyUntil.length + ")",
                        "add a cell, or let one span with columns=\"…\"");
            }
        }
    }

    private Piece group(List<Slot> slots, int from, int to, int stripe) {
        List<Piece> contents = new ArrayList<>(slots.size());
        int[] heights = new int[to - from];
        for (Slot slot : slots) {
            contents.add(layout.stack(slot.cell().content(), innerWidth(slot)));
        }
        for (int span = 1;
                span <= heights.length;
                span++) { // short spans first, so that long ones find the rows filled
            for (int i = 0; i < slots.size(); i++) {
                Slot slot = slots.get(i);
                if (slot.cell().rows() == span) {
                    int last = slot.row() - from + span - 1;
                    int missing = contents.get(i).height() + slot.cell().box().vertical();
                    for (int row = slot.row() - from; row <= last; row++) {
                        missing -= heights[row];
                    }
                    heights[last] += Math.max(0, missing);
                }
            }
        }
        return placed(slots, contents, heights, new Stripe(from, stripe));
    }

    private record Stripe(int firstRow, int colour) {
        Box on(Box box, int row) {
            boolean striped = colour != Box.NONE && row % 2 == 1 && box.background() == Box.NONE;
            return striped
                    ? new Box(box.padding(), box.border(), box.borderColour(), colour, box.above(), box.below())
                    : box;
        }
    }

    private Piece placed(List<Slot> slots, List<Piece> contents, int[] heights, Stripe stripe) {
        int[] tops = new int[heights.length + 1];
        for (int row = 0; row < heights.length; row++) {
            tops[row + 1] = tops[row] + heights[row];
        }
        List<Piece.Cells.Placed> cells = new ArrayList<>(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            int row = slot.row() - stripe.firstRow();
            Piece framed = new Piece.Framed(
                    stripe.on(slot.cell().box(), slot.row()),
                    edges[slot.column() + slot.cell().columns()] - edges[slot.column()],
                    tops[row + slot.cell().rows()] - tops[row],
                    contents.get(i),
                    slot.cell().align());
            cells.add(new Piece.Cells.Placed(edges[slot.column()], tops[row], framed));
        }
        return new Piece.Cells(cells, tops[heights.length]);
    }

    private int innerWidth(Slot slot) {
        int width = edges[slot.column() + slot.cell().columns()] - edges[slot.column()];
        int inner = width - slot.cell().box().horizontal();
        if (inner <= 0) {
            throw new UnusablePage(
                    slot.cell().at(), "the column leaves no room between its paddings", "make the column wider");
        }
        return inner;
    }
}
