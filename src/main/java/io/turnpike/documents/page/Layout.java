package io.turnpike.documents.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gives elements their size: what is drawn of each, without yet a page to draw it on. */
final class Layout {
    private final TextSetter texts;
    private final Function<String, Optional<Picture>> pictures;

    Layout(Fonts fonts, Function<String, Optional<Picture>> pictures) {
        this.texts = new TextSetter(fonts);
        this.pictures = pictures;
    }

    /** Elements one below the other. */
    Piece stack(List<Node> nodes, int width) {
        if (nodes.size() == 1) {
            Box box = nodes.get(0).box();
            if (box.above() == 0 && box.below() == 0) {
                return piece(nodes.get(0), width);
            }
        }
        List<Piece.Stack.Item> items = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            items.add(new Piece.Stack.Item(
                    piece(node, width), node.box().above(), node.box().below()));
        }
        return new Piece.Stack(items);
    }

    /** One element as a whole, in its box, without the space above and below. */
    Piece piece(Node node, int width) {
        Box box = node.box();
        int inner = width - box.horizontal();
        if (inner <= 0) {
            throw new UnusablePage(node.at(), "the padding leaves no room", "reduce the padding");
        }
        Piece content = content(node, inner);
        boolean framed = box.isVisible() || !box.padding().equals(Box.Sides.ZERO);
        return framed ? Piece.Framed.around(content, box, width) : content;
    }

    private Piece content(Node node, int width) {
        if (node instanceof Node.Text text) {
            return texts.set(text, width);
        } else if (node instanceof Node.Table table) {
            return whole(table, width);
        } else if (node instanceof Node.Block block) {
            return stack(block.children(), width);
        } else if (node instanceof Node.Rule rule) {
            return new Piece.Rule(width, rule);
        } else if (node instanceof Node.Image image) {
            return scaled(image, width);
        } else if (node instanceof Node.Barcode barcode) {
            return code(barcode, width);
        } else if (node instanceof Node.Space space) {
            return new Piece.Gap(space.height());
        }
        throw new UnusablePage(
                node.at(), "a page break stands inside of another element", "put it directly into <page>");
    }

    private Piece whole(Node.Table table, int width) {
        TableLayout rows = new TableLayout(this, table, width);
        List<Piece> head = rows.head();
        List<Piece> body = rows.rows();
        if (head.isEmpty() && body.size() == 1) {
            return body.get(0);
        }
        List<Piece.Stack.Item> items = new ArrayList<>();
        head.forEach(piece -> items.add(new Piece.Stack.Item(piece, 0, 0)));
        body.forEach(piece -> items.add(new Piece.Stack.Item(piece, 0, 0)));
        return new Piece.Stack(items);
    }

    private Piece scaled(Node.Image image, int width) {
        Picture picture = pictures.apply(image.file())
                .orElseThrow(() -> new UnusablePage(
                        image.at(),
                        "there is no picture '" + image.file() + "'",
                        "put the file into the template's folder, its operator's folder or common/"));
        int mostWidth = Math.min(width, image.width());
        // without any size written, one pixel is a point
        long mostHeight = image.height() == Integer.MAX_VALUE
                ? (image.width() == Integer.MAX_VALUE ? (long) picture.height() * Length.POINT : Integer.MAX_VALUE)
                : image.height();
        long height = Math.min(mostHeight, (long) mostWidth * picture.height() / picture.width());
        int scaledWidth = (int) (height * picture.width() / picture.height());
        return new Piece.Drawn(image.align().start(width, scaledWidth), scaledWidth, (int) height, picture);
    }

    private static Piece code(Node.Barcode barcode, int width) {
        if (barcode.width() > width) {
            throw new UnusablePage(barcode.at(), "the barcode is wider than its place", "reduce its width");
        }
        return new Piece.Code(barcode.align().start(width, barcode.width()), barcode);
    }
}
