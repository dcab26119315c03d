// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.taps.TapNews;
import earshot.events.Endpoints;
import earshot.events.MediaReport;
import earshot.events.TapComparison;
import earshot.events.TapPosition;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What two taps lack of the same packets, as a stream's row tells it. The tap that lacks less is the first of the way:
 * what it lacks was lost before it, and what only the other lacks between the two.
 */
final class TapText {
    private TapText() {}

    /** Null while no other tap saw the stream. */
    static @Nullable TapComparison of(@Nullable TapNews tap, MediaReport total, LossComparison receiver) {
        if (tap == null) return null;
        long between = Math.abs(tap.lostHere - tap.lostThere);
        long before = Math.max(0, Math.min(tap.lostHere, tap.lostThere));
        return TapComparison.newBuilder()
                .setStreamId(tap.otherStreamId)
                .setProbe(tap.otherProbe)
                .setSource(tap.otherSource)
                .setDestination(tap.otherDestination)
                .setPosition(position(tap))
                .setComparedPackets(tap.compared)
                .setLostBefore(before)
                .setLostBetween(between)
                .setPlace(place(tap, total, before, between, receiver))
                .build();
    }

    private static TapPosition position(TapNews tap) {
        if (tap.lostHere == tap.lostThere) return TapPosition.UNKNOWN;
        return tap.lostHere < tap.lostThere ? TapPosition.FIRST : TapPosition.SECOND;
    }

    private static String place(TapNews tap, MediaReport total, long before, long between, LossComparison receiver) {
        String here = name(tap, tap.probe, total);
        String there = name(tap, tap.otherProbe, null);
        boolean isFirst = tap.lostHere < tap.lostThere;
        String first = isFirst ? here : there;
        String second = isFirst ? there : here;
        double betweenPercent = 100.0 * between / tap.compared;
        String behind = behind(isFirst ? betweenPercent : 0, second, receiver);
        if (between == 0) {
            String lost = before == 0 ? "nothing" : LossText.percent(100.0 * before / tap.compared);
            return lost + " lost before " + here + " and " + there + ", nothing between them" + behind;
        }
        return LossText.percent(100.0 * before / tap.compared) + " lost before " + first + ", "
                + LossText.percent(betweenPercent) + " between it and " + second + behind;
    }

    /** What the receiver's reports say of the way behind a tap, less what is known to be between the two. */
    private static String behind(double betweenPercent, String second, LossComparison receiver) {
        if (receiver.compared == 0) return "";
        double behindHere = 100.0 * Math.max(0, receiver.downstream) / receiver.compared;
        return ", " + LossText.percent(Math.max(0, behindHere - betweenPercent)) + " behind " + second;
    }

    /** Two taps of one probe are told apart by the addresses there. */
    private static String name(TapNews tap, String probe, @Nullable MediaReport here) {
        if (!tap.probe.equals(tap.otherProbe)) return "probe " + probe;
        if (here == null) return tap.otherSource + " > " + tap.otherDestination;
        return Endpoints.of(here.getSourceAddress(), here.getSourcePort()) + " > "
                + Endpoints.of(here.getDestinationAddress(), here.getDestinationPort());
    }

    /** DSCP as seen here and there when they differ, as {@code 46 at probe a}; null when they do not. */
    static @Nullable List<String> dscpOnTheWay(@Nullable TapNews tap, MediaReport total) {
        if (tap == null || tap.dscp.isEmpty() || tap.otherDscp.isEmpty()) return null;
        if (new TreeSet<>(tap.dscp).equals(new TreeSet<>(tap.otherDscp))) return null;
        return List.of(
                values(tap.otherDscp) + " at " + name(tap, tap.otherProbe, null),
                values(tap.dscp) + " at " + name(tap, tap.probe, total));
    }

    static String values(List<Integer> dscp) {
        return String.join(
                ", ", new TreeSet<>(dscp).stream().map(String::valueOf).toList());
    }
}
