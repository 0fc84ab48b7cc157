package io.turnpike.documents.page;

import java.util.List;

/** An element with its size known, ready to be drawn anywhere. */
interface Piece {
    int height();

    /** Draws with the top left corner there. */
    void draw(Canvas canvas, int x, int y);

    /** Set lines of text. */
    record Lines(List<TextLine> lines, Style style, int ascent) implements Piece {
        @Override
        public int height() {
            return lines.size() * style.lineHeight();
        }

        @Override
        public void draw(Canvas canvas, int x, int y) {
            int baseline = y + ascent;
            for (TextLine line : lines) {
                for (TextLine.Part part : line.parts()) {
                    canvas.add(new DrawOp.Text(
                            x + line.x() + part.x(),
                            baseline,
                            part.typeface(),
                            style.size(),
                            style.colour(),
                            part.text()));
                }
                baseline += style.lineHeight();
            }
        }

        /** Some of the lines, for text that goes on over the end of a page. */
        Lines part(int from, int to) {
            return new Lines(lines.subList(from, to), style, ascent);
        }
    }

    /** Pieces one below the other, each with the space before and after it. */
    record Stack(List<Item> items) implements Piece {
        record Item(Piece piece, int above, int below) {}

        @Override
        public int height() {
            int height = 0;
            for (Item item : items) {
                height += item.above() + item.piece().height() + item.below();
            }
            return height;
        }

        @Override
        public void draw(Canvas canvas, int x, int y) {
            int top = y;
            for (Item item : items) {
                item.piece().draw(canvas, x, top + item.above());
                top += item.above() + item.piece().height() + item.below();
            }
        }
    }

    /** A piece in its box. */
    record Framed(Box box, int width, int height, Piece inner, Node.VerticalAlign align) implements Piece {
        static Framed around(Piece inner, Box box, int width) {
            return new Framed(box, width, inner.height() + box.vertical(), inner, Node.VerticalAlign.TOP);
        }

        @Override
        public void draw(Canvas canvas, int x, int y) {
            if (box.background() != Box.NONE) {
                canvas.fill(x, y, width, height, box.background());
            }
            Box.Sides border = box.border();
            if (border.top() > 0) {
                canvas.horizontal(x, x + width, y, border.top(), box.borderColour());
            }
            if (border.bottom() > 0) {
                canvas.horizontal(x, x + width, y + height, border.bottom(), box.borderColour());
            }
            if (border.left() > 0) {
                canvas.vertical(y, y + height, x, border.left(), box.borderColour());
            }
            if (border.right() > 0) {
                canvas.vertical(y, y + height, x + width, border.right(), box.borderColour());
            }
            int free = height - box.vertical() - inner.height();
            int down = switch (align) {
                case TOP -> 0;
                case MIDDLE -> free / 2;
                case BOTTOM -> free;
            };
            inner.draw(canvas, x + box.padding().left(), y + box.padding().top() + down);
        }
    }

    /** Rows that belong together, as cells at their places. */
    record Cells(List<Placed> cells, int height) implements Piece {
        record Placed(int x, int y, Piece piece) {}

        @Override
        public void draw(Canvas canvas, int x, int y) {
            for (Placed cell : cells) {
                cell.piece().draw(canvas, x + cell.x(), y + cell.y());
            }
        }
    }

    record Rule(int width, Node.Rule rule) implements Piece {
        @Override
        public int height() {
            return rule.thickness();
        }

        @Override
        public void draw(Canvas canvas, int x, int y) {
            int middle = y + rule.thickness() / 2;
            if (rule.dashed()) {
                canvas.dashes(x, x + width, middle, rule.thickness(), rule.colour());
            } else {
                canvas.horizontal(x, x + width, middle, rule.thickness(), rule.colour());
            }
        }
    }

    /** A picture, scaled. */
    record Drawn(int x, int width, int height, Picture picture) implements Piece {
        @Override
        public void draw(Canvas canvas, int left, int y) {
            canvas.add(new DrawOp.Image(left + x, y, width, height, picture));
        }
    }

    record Code(int x, Node.Barcode barcode) implements Piece {
        @Override
        public int height() {
            return barcode.height();
        }

        @Override
        public void draw(Canvas canvas, int left, int y) {
            canvas.add(new DrawOp.Barcode(left + x, y, barcode.width(), barcode.height(), barcode.symbols()));
        }
    }

    /** Empty space. */
    record Gap(int height) implements Piece {
        @Override
        public void draw(Canvas canvas, int x, int y) {
            // nothing is drawn
        }
    }
}
