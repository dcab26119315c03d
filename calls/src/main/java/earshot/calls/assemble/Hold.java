// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Endpoints;
import earshot.events.Sdp;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is to send audio, as the two sides last agreed, and when the call was on hold: an offer of sendonly, inactive or
 * address 0.0.0.0 within the call, from its acceptance to that of one without (RFC 3264 8.4, RFC 6337 5.3). Each side has
 * an offer of its own under way, since both may ask at one time (491).
 */
public class Hold {
    private static final int SPANS_MAX = 16;
    private static final int DISCARD_PORT = 9;

    public int holds;
    public HoldSide caller = new HoldSide();
    public HoldSide callee = new HoldSide();
    /** Both sides were to send at one time after the answer. */
    public boolean bothSend;
    /** The first of them, in order of their start. */
    public List<HoldSpan> spans = new ArrayList<>();

    public Hold() {}

    boolean isHeld() {
        return caller.held || callee.held;
    }

    void message(SipMessage message, boolean byCaller, boolean answered) {
        Sdp sdp = message.getSdp();
        SdpMedia audio = sdp == null ? null : audio(sdp);
        HoldSide side = byCaller ? caller : callee;
        HoldSide other = byCaller ? callee : caller;
        boolean offers =
                message.getMethod().equals("INVITE") || message.getMethod().equals("UPDATE");
        if (answered && offers && message.getStatusCode() == 0) {
            offer(side, message, audio);
        } else if (answered && offers && message.getStatusCode() >= 200) {
            answer(side, other, message, audio);
        } else if (audio != null) {
            side.open = isOpen(audio);
            // An offer made in a 2xx is answered in the ACK.
            boolean inAck = message.getMethod().equals("ACK") && other.offerCseq == message.getCseq();
            if (inAck) settle(other, side, true, message.getTimeMicros());
        }
        bothSend |= answered && caller.open && callee.open;
    }

    private static void offer(HoldSide side, SipMessage message, @Nullable SdpMedia audio) {
        if (message.getToTag().isEmpty()) return; // the INVITE of the call itself, sent again
        if (message.getSdp() == null) side.bareCseq = message.getCseq();
        if (audio == null || audio.getPort() == 0) return;
        note(side, message, audio);
    }

    private static void note(HoldSide side, SipMessage message, SdpMedia audio) {
        side.offerCseq = message.getCseq();
        side.offerOpen = isOpen(audio);
        side.offerForm = form(audio);
    }

    /** A final response: it travels from the side that did not offer, unless the offer is in it. */
    private void answer(HoldSide side, HoldSide other, SipMessage message, @Nullable SdpMedia audio) {
        boolean accepted = message.getStatusCode() < 300;
        if (accepted && audio != null && other.bareCseq == message.getCseq()) {
            other.bareCseq = -1;
            note(side, message, audio);
            return;
        }
        if (accepted && audio != null && side.offerCseq != message.getCseq()) side.open = isOpen(audio);
        if (other.offerCseq == message.getCseq()) settle(other, side, accepted, message.getTimeMicros());
    }

    private void settle(HoldSide offerer, HoldSide answerer, boolean accepted, long timeMicros) {
        offerer.offerCseq = -1;
        if (!accepted) return;
        offerer.open = offerer.offerOpen;
        if (!offerer.offerForm.isEmpty() && !offerer.held) begin(offerer, timeMicros);
        if (offerer.offerForm.isEmpty()) end(offerer, timeMicros);
        if (offerer.open && answerer.open) end(answerer, timeMicros);
    }

    private void begin(HoldSide side, long timeMicros) {
        side.held = true;
        holds++;
        if (spans.size() == SPANS_MAX) return;
        HoldSpan span = new HoldSpan();
        span.byCaller = side == caller;
        span.form = side.offerForm;
        span.startMicros = timeMicros;
        spans.add(span);
    }

    private void end(HoldSide side, long timeMicros) {
        side.held = false;
        for (HoldSpan span : spans) {
            boolean its = span.byCaller == (side == caller);
            if (its && span.endMicros == Patience.NEVER) span.endMicros = timeMicros;
        }
    }

    /** Whether the call was on hold at some time between the two. */
    boolean isHeldWithin(long fromMicros, long untilMicros) {
        for (HoldSpan span : spans) {
            boolean over = span.endMicros != Patience.NEVER && span.endMicros <= fromMicros;
            if (span.startMicros < untilMicros && !over) return true;
        }
        return false;
    }

    /** Time on hold by either side until a time, ms. Spans are in order of their start. */
    double heldMs(long untilMicros) {
        long held = 0;
        long counted = Long.MIN_VALUE;
        for (HoldSpan span : spans) {
            long end = span.endMicros == Patience.NEVER ? untilMicros : Math.min(untilMicros, span.endMicros);
            long start = Math.max(span.startMicros, counted);
            if (end > start) held += end - start;
            counted = Math.max(counted, end);
        }
        return held / 1_000.0;
    }

    private static boolean isUsable(SdpMedia audio) {
        return Endpoints.isUsable(audio.getAddress(), audio.getPort()) || isIce(audio);
    }

    private static boolean isOpen(SdpMedia audio) {
        return isUsable(audio) && audio.getDirection() == SdpDirection.SENDRECV;
    }

    private static String form(SdpMedia audio) {
        if (!isUsable(audio)) return "address";
        if (audio.getDirection() == SdpDirection.SENDONLY) return "sendonly";
        return audio.getDirection() == SdpDirection.INACTIVE ? "inactive" : "";
    }

    /** An address that ICE will find is left open as 0.0.0.0 or port 9 (RFC 8839 4.3.3, RFC 8840 4.1.1): that is no hold. */
    private static boolean isIce(SdpMedia audio) {
        return audio.getPort() == DISCARD_PORT || !audio.getCandidates().isEmpty();
    }

    static @Nullable SdpMedia audio(Sdp sdp) {
        for (SdpMedia media : sdp.getMedia()) {
            if (media.getKind().equals("audio")) return media;
        }
        return null;
    }
}
