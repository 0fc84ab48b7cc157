package io.turnpike.mediation.flows;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cisco IOS {@code show ip cache verbose flow}: after a banner and two header lines, two lines a flow. The first is source interface
 * and address, destination interface and address, protocol, TOS, flags, packets; the second ports, masks and AS numbers, next hop,
 * bytes per packet, seconds active. There is no byte count and no time: bytes are packets times the average, and a flow ends when
 * the listing was made. Source: Cisco IOS Switching Services Command Reference, "show ip cache verbose flow".
 */
final class CiscoCache {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    static final String HEADER = "Port Msk AS";
    private static final int FIRST_LINE_WORDS = 8;
    private static final int SECOND_LINE_WORDS = 9;

    private final boolean scaledAsEstimate;
    private final long fileMillis;
    private final AddressText address = new AddressText();
    private String detail = "";

    CiscoCache(boolean scaledAsEstimate, long fileMillis) {
        this.scaledAsEstimate = scaledAsEstimate;
        this.fileMillis = fileMillis;
    }

    String detail() {
        return detail;
    }

    static boolean isHeader(String line) {
        return line.startsWith(HEADER);
    }

    /** Prompts, and the further lines some set-ups print under a flow ({@code FFlags: 01}, {@code MAC: …}). */
    static boolean isPassedOver(String line) {
        String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("SrcIf")) {
            return true;
        }
        String word = BLANKS.split(stripped, 2)[0];
        return word.endsWith(":") || word.contains("#") || word.endsWith(">") || stripped.contains(": ");
    }

    @Nullable FlowFault read(String first, String second, Flow flow) {
        String[] one = BLANKS.split(first.strip(), -1);
        String[] two = BLANKS.split(second.strip(), -1);
        detail = "the lines of a flow have " + one.length + " and " + two.length + " words instead of 8 and 9";
        if (one.length != FIRST_LINE_WORDS && one.length != FIRST_LINE_WORDS + 1) {
            return FlowFault.WRONG_COLUMN_COUNT;
        }
        if (two.length != SECOND_LINE_WORDS || !two[1].startsWith("/")) {
            return FlowFault.NO_SECOND_LINE;
        }
        if (!address(one[1])) {
            return FlowFault.BAD_ADDRESS;
        }
        flow.sourceHigh = address.high();
        flow.sourceLow = address.low();
        if (!address(one[3])) {
            return FlowFault.BAD_ADDRESS;
        }
        flow.destinationHigh = address.high();
        flow.destinationLow = address.low();
        String packets = one.length == FIRST_LINE_WORDS ? one[7] : one[7] + one[8]; // 3 M
        return measures(packets, two[7], two[8], flow);
    }

    private @Nullable FlowFault measures(String packetsText, String averageText, String activeText, Flow flow) {
        byte[] packets = bytes(packetsText);
        byte[] average = bytes(averageText);
        byte[] active = bytes(activeText);
        flow.packets = FlowNumbers.whole(packets, 0, packets.length);
        if (flow.packets == FlowNumbers.SCALED) {
            detail = "packets '" + packetsText + "'";
            if (!scaledAsEstimate) {
                return FlowFault.SCALED_NUMBER;
            }
            flow.packets = FlowNumbers.scaled(packets, 0, packets.length);
        }
        long perPacket = FlowNumbers.whole(average, 0, average.length);
        long activeMillis = FlowNumbers.secondsAsMillis(active, 0, active.length);
        detail = "packets '" + packetsText + "', bytes per packet '" + averageText + "', active '" + activeText + "'";
        if (flow.packets < 0 || perPacket < 0 || Math.multiplyHigh(flow.packets, perPacket) != 0) {
            return FlowFault.BAD_NUMBER;
        }
        if (activeMillis < 0) {
            return FlowFault.BAD_TIME;
        }
        if (activeMillis > FlowAggregator.LONGEST_FLOW_MILLIS) {
            return FlowFault.TOO_LONG_FLOW;
        }
        flow.bytes = Math.multiplyExact(flow.packets, perPacket);
        flow.startMillis = fileMillis - activeMillis;
        flow.endMillis = fileMillis;
        flow.estimated = true;
        flow.secondOfLine = false;
        return null;
    }

    private boolean address(String text) {
        byte[] b = bytes(text);
        detail = "address '" + text + "'";
        return address.read(b, 0, b.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
