package io.turnpike.documents.page;

import io.turnpike.documents.page.Attributes.Group;
import io.turnpike.documents.page.Node.VerticalAlign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;

/** Reads the elements that make up a page: text, rows, tables, lines, pictures and barcodes. */
final class BlockXml {
    private static final List<String> ELEMENTS =
            List.of("text", "row", "table", "block", "line", "image", "barcode", "space", "page-break");
    private static final Map<String, VerticalAlign> VERTICAL =
            Map.of("top", VerticalAlign.TOP, "middle", VerticalAlign.MIDDLE, "bottom", VerticalAlign.BOTTOM);
    private static final Set<String> OF_TEXT =
            Attributes.names(Set.of("wrap"), Group.STYLE, Group.FRAME, Group.SPACING);
    private static final Set<String> OF_BLOCK =
            Attributes.names(Set.of("keep"), Group.STYLE, Group.FRAME, Group.SPACING);
    private static final Set<String> OF_SINGLE_ROW =
            Attributes.names(Set.of("columns", "valign"), Group.STYLE, Group.FRAME, Group.SPACING);
    private static final Set<String> OF_TABLE = Attributes.names(
            Set.of("columns", "cell-padding", "cell-border", "valign", "stripe", "keep-last", "border-color"),
            Group.STYLE,
            Group.SPACING);
    private static final Set<String> OF_HEAD = Attributes.names(Set.of("background", "valign"), Group.STYLE);
    private static final Set<String> OF_ROW = Attributes.names(Set.of("valign"), Group.STYLE, Group.FRAME);
    private static final Set<String> OF_CELL =
            Attributes.names(Set.of("columns", "rows", "valign", "wrap"), Group.STYLE, Group.FRAME);
    private static final int MOST_SPAN = 40;
    private static final int THIN = Length.POINT / 2;

    private final PageXml page;
    private final TextXml texts;

    BlockXml(PageXml page) {
        this.page = page;
        this.texts = new TextXml(page);
    }

    /** What cells of a table take from it when they write nothing. */
    private record CellDefaults(Box box, VerticalAlign align) {}

    /** Reads the element just opened and adds it. */
    void add(List<Node> to, Style outer) throws XMLStreamException {
        switch (page.reader().getLocalName()) {
            case "text" -> to.add(text(outer));
            case "block" -> to.add(block(outer));
            case "row" -> to.add(singleRow(outer));
            case "table" -> to.add(table(outer));
            case "line" -> to.add(rule(outer));
            case "image" -> to.add(image(outer));
            case "barcode" -> barcode(to, outer);
            case "space" -> to.add(space());
            case "page-break" -> to.add(pageBreak());
            default -> page.unknown(ELEMENTS);
        }
    }

    private Node text(Style outer) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_TEXT);
        Style style = attributes.style(outer);
        return new Node.Text(
                attributes.at(),
                attributes.box(Box.EMPTY),
                style,
                texts.runs("text", style),
                attributes.yesNo("wrap", true));
    }

    private Node block(Style outer) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_BLOCK);
        Style style = attributes.style(outer);
        Box box = attributes.box(Box.EMPTY);
        List<Node> children = new ArrayList<>();
        while (page.nextChild("block")) {
            add(children, style);
        }
        return new Node.Block(attributes.at(), box, children, attributes.yesNo("keep", box.isVisible()));
    }

    /** A row outside of a table: a table of one row without lines. */
    private Node singleRow(Style outer) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_SINGLE_ROW);
        VerticalAlign align = attributes.word("valign", VERTICAL, VerticalAlign.TOP);
        Node.Row row = cells(attributes.at(), "row", attributes.style(outer), new CellDefaults(Box.EMPTY, align));
        return new Node.Table(
                attributes.at(),
                attributes.box(Box.EMPTY),
                columns(attributes, row),
                List.of(),
                List.of(row),
                Box.NONE,
                1);
    }

    private Node table(Style outer) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_TABLE);
        Style style = attributes.style(outer);
        Box box = attributes.box(Box.EMPTY);
        CellDefaults cells = new CellDefaults(
                new Box(
                        attributes.sides("cell-padding", Box.Sides.ZERO),
                        attributes.sides("cell-border", Box.Sides.ZERO),
                        box.borderColour(),
                        Box.NONE,
                        0,
                        0),
                attributes.word("valign", VERTICAL, VerticalAlign.TOP));
        List<Node.Row> head = new ArrayList<>();
        List<Node.Row> rows = new ArrayList<>();
        while (page.nextChild("table")) {
            switch (page.reader().getLocalName()) {
                case "head" -> head(head, style, cells);
                case "row" -> rows.add(row(style, cells));
                default -> page.unknown(List.of("head", "row"));
            }
        }
        List<Node.Column> columns = attributes.has("columns") || (head.isEmpty() && rows.isEmpty())
                ? attributes.columns()
                : columns(attributes, head.isEmpty() ? rows.get(0) : head.get(0));
        return new Node.Table(
                attributes.at(),
                box,
                columns,
                head,
                rows,
                attributes.colour("stripe", Box.NONE),
                attributes.count("keep-last", 1, MOST_SPAN));
    }

    private void head(List<Node.Row> head, Style outer, CellDefaults cells) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_HEAD);
        Style style = attributes.style(outer);
        CellDefaults inHead = defaults(attributes, cells);
        while (page.nextChild("head")) {
            if (page.reader().getLocalName().equals("row")) {
                head.add(row(style, inHead));
            } else {
                page.unknown(List.of("row"));
            }
        }
    }

    private Node.Row row(Style outer, CellDefaults cells) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_ROW);
        return cells(attributes.at(), "row", attributes.style(outer), defaults(attributes, cells));
    }

    private static CellDefaults defaults(Attributes attributes, CellDefaults outer) {
        return new CellDefaults(attributes.box(outer.box()), attributes.word("valign", VERTICAL, outer.align()));
    }

    private Node.Row cells(String at, String parent, Style style, CellDefaults defaults) throws XMLStreamException {
        List<Node.Cell> cells = new ArrayList<>();
        while (page.nextChild(parent)) {
            if (page.reader().getLocalName().equals("cell")) {
                cells.add(cell(style, defaults));
            } else {
                page.unknown(List.of("cell"));
            }
        }
        return new Node.Row(at, cells);
    }

    private Node.Cell cell(Style outer, CellDefaults defaults) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(OF_CELL);
        Style style = attributes.style(outer);
        boolean wrap = attributes.yesNo("wrap", true);
        List<Node> content = new ArrayList<>();
        List<Node.Run> runs = texts.runsOrBlocks("cell", style, () -> add(content, style));
        if (!runs.isEmpty()) {
            if (!content.isEmpty()) {
                attributes.problem("a cell holds either text or elements", "put the text into <text>");
            }
            content.add(new Node.Text(attributes.at(), Box.EMPTY, style, runs, wrap));
        }
        return new Node.Cell(
                attributes.at(),
                attributes.box(defaults.box()),
                content,
                attributes.count("columns", 1, MOST_SPAN),
                attributes.count("rows", 1, MOST_SPAN),
                attributes.word("valign", VERTICAL, defaults.align()));
    }

    /** The written widths, or equal shares for the cells of the first row. */
    private static List<Node.Column> columns(Attributes attributes, Node.Row first) {
        List<Node.Column> written = attributes.columns();
        if (!written.isEmpty()) {
            return written;
        }
        int count = first.cells().stream().mapToInt(Node.Cell::columns).sum();
        return java.util.Collections.nCopies(count, new Node.Column(0, 1));
    }

    private Node rule(Style outer) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(Set.of("thickness", "color", "dashed", "above", "below"));
        empty("line");
        return new Node.Rule(
                attributes.at(),
                attributes.box(Box.EMPTY),
                attributes.length("thickness", THIN),
                attributes.colour("color", outer.colour()),
                attributes.yesNo("dashed", false));
    }

    private Node image(Style outer) throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(Set.of("file", "width", "height", "align", "above", "below"));
        empty("image");
        return new Node.Image(
                attributes.at(),
                attributes.box(Box.EMPTY),
                attributes.required("file"),
                attributes.length("width", Integer.MAX_VALUE),
                attributes.length("height", Integer.MAX_VALUE),
                attributes.align(outer.align()));
    }

    private void barcode(List<Node> to, Style outer) throws XMLStreamException {
        Map<String, Function<String, Symbols>> kinds = new LinkedHashMap<>();
        kinds.put("qr", Symbols::qr);
        kinds.put("code128", Symbols::code128);
        Attributes attributes = page.attributes();
        attributes.allow(Set.of("type", "value", "width", "height", "align", "above", "below"));
        empty("barcode");
        attributes.required("type");
        String value = attributes.required("value");
        attributes.required("width");
        int width = attributes.length("width", Length.ofMillimetres(30));
        try {
            Symbols symbols = attributes.word("type", kinds, Symbols::qr).apply(value);
            int height = attributes.length("height", symbols.rows() > 1 ? width : Length.ofMillimetres(12));
            to.add(new Node.Barcode(
                    attributes.at(),
                    attributes.box(Box.EMPTY),
                    symbols,
                    width,
                    height,
                    attributes.align(outer.align())));
        } catch (IllegalArgumentException e) {
            attributes.problem("this value cannot be a barcode: " + e.getMessage(), "shorten or correct the value");
        }
    }

    private Node space() throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(Set.of("height"));
        empty("space");
        attributes.required("height");
        return new Node.Space(attributes.at(), attributes.length("height", 0));
    }

    private Node pageBreak() throws XMLStreamException {
        Attributes attributes = page.attributes();
        attributes.allow(Set.of());
        empty("page-break");
        return new Node.PageBreak(attributes.at());
    }

    private void empty(String element) throws XMLStreamException {
        while (page.nextChild(element)) {
            page.unknown(List.of("nothing: <" + element + "/> is empty"));
        }
    }
}
