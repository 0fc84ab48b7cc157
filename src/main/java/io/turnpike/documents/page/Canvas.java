package io.turnpike.documents.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what pieces draw on one page. Backgrounds go below lines and lines below text, whatever the order of drawing; lines that
 * overlap or touch become one, so that the shared edge of two cells is drawn once.
 */
final class Canvas {
    private final List<DrawOp> fills = new ArrayList<>();
    private final List<DrawOp.Line> lines = new ArrayList<>();
    private final List<DrawOp> contents = new ArrayList<>();
    private final Map<Track, Integer> lastOnTrack = new HashMap<>();

    /** Lines that can be joined: of one direction, at one distance, of one look. */
    private record Track(boolean horizontal, int distance, int thickness, int colour) {}

    void fill(int x, int y, int width, int height, int colour) {
        fills.add(new DrawOp.Fill(x, y, width, height, colour));
    }

    void horizontal(int x1, int x2, int y, int thickness, int colour) {
        line(new Track(true, y, thickness, colour), x1, x2);
    }

    void vertical(int y1, int y2, int x, int thickness, int colour) {
        line(new Track(false, x, thickness, colour), y1, y2);
    }

    void dashes(int x1, int x2, int y, int thickness, int colour) {
        lines.add(new DrawOp.Line(x1, y, x2, y, thickness, colour, true));
    }

    void add(DrawOp op) {
        contents.add(op);
    }

    List<DrawOp> ops() {
        List<DrawOp> ops = new ArrayList<>(fills.size() + lines.size() + contents.size());
        ops.addAll(fills);
        ops.addAll(lines);
        ops.addAll(contents);
        return ops;
    }

    private void line(Track track, int from, int to) {
        Integer known = lastOnTrack.get(track);
        if (known != null) {
            DrawOp.Line last = lines.get(known);
            int start = track.horizontal() ? last.x1() : last.y1();
            int end = track.horizontal() ? last.x2() : last.y2();
            if (from <= end && to >= start) {
                lines.set(known, of(track, Math.min(from, start), Math.max(to, end)));
                return;
            }
        }
        lastOnTrack.put(track, lines.size());
        lines.add(of(track, from, to));
    }

    private static DrawOp.Line of(Track track, int from, int to) {
        return track.horizontal()
                ? new DrawOp.Line(
                        from, track.distance(), to, track.distance(), track.thickness(), track.colour(), false)
                : new DrawOp.Line(
                        track.distance(), from, track.distance(), to, track.thickness(), track.colour(), false);
    }
}
