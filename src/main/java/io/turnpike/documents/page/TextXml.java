package io.turnpike.documents.page;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads running text: white space counts as one blank, {@code <b>} is bold, {@code <br/>} ends the line. */
final class TextXml {
    private static final char FIRST_COMBINING = '\u0300';
    private static final char LAST_COMBINING = '\u036F';

    private final PageXml page;

    TextXml(PageXml page) {
        this.page = page;
    }

    /** Reads a child element that is no part of the text. */
    interface ChildElement {
        void read() throws XMLStreamException;
    }

    /** The text of the open element up to its end; nothing but text may be in it. */
    List<Node.Run> runs(String element, Style style) throws XMLStreamException {
        return runsOrBlocks(element, style, () -> page.unknown(List.of("b", "br")));
    }

    /** The text of the open element, with other elements handed on; empty when there is no text. */
    List<Node.Run> runsOrBlocks(String element, Style style, ChildElement other) throws XMLStreamException {
        Collector collector = new Collector();
        read(collector, style.typeface(), other);
        return collector.finish();
    }

    private void read(Collector collector, Typeface typeface, ChildElement other) throws XMLStreamException {
        XMLStreamReader reader = page.reader();
        while (true) {
            int event = reader.next();
            if (event == XMLStreamConstants.CHARACTERS) {
                collector.add(typeface, reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                return;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                if (name.equals("b")) {
                    page.attributes().allow(Set.of());
                    read(collector, typeface.withBold(true), other);
                } else if (name.equals("br")) {
                    page.attributes().allow(Set.of());
                    collector.lineBreak(typeface);
                    read(collector, typeface, other);
                } else {
                    other.read();
                }
            }
        }
    }

    /** Puts the pieces together and takes surplus white space out. */
    private static final class Collector {
        private final List<Node.Run> runs = new ArrayList<>();
        private final StringBuilder current = new StringBuilder();
        private Typeface typeface = Typeface.SANS;
        private boolean blankPending;
        private boolean atLineStart = true;

        void add(Typeface wanted, String text) {
            if (wanted != typeface) {
                flush();
                typeface = wanted;
            }
            for (int i = 0; i < text.length(); i++) {
                char character = text.charAt(i);
                if (character == ' ' || character == '\n' || character == '\t' || character == '\r') {
                    blankPending = !atLineStart;
                } else {
                    if (blankPending) {
                        current.append(' ');
                    }
                    blankPending = false;
                    atLineStart = false;
                    current.append(character);
                }
            }
        }

        void lineBreak(Typeface wanted) {
            add(wanted, "");
            current.append('\n');
            blankPending = false;
            atLineStart = true;
        }

        List<Node.Run> finish() {
            flush();
            return List.copyOf(runs);
        }

        private void flush() {
            if (current.length() > 0) {
                runs.add(new Node.Run(typeface, composed(current.toString())));
                current.setLength(0);
            }
        }

        /** Letters with separate accents become one character, as fonts have them. */
        private static String composed(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= FIRST_COMBINING && text.charAt(i) <= LAST_COMBINING) {
                    return Normalizer.normalize(text, Normalizer.Form.NFC);
                }
            }
            return text;
        }
    }
}
