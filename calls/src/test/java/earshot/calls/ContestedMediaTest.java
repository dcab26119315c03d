// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.MALLORY;
import static earshot.calls.Capture.PROXY;
import static earshot.calls.Capture.audio;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Binding;
import earshot.events.Stream;
import org.junit.jupiter.api.Test;

/** One source claims the endpoints of others with call after call, each of which it answers itself. */
class ContestedMediaTest {
    private static final String ACCOMPLICE = "203.0.113.67";

    private final Capture capture = new Capture();

    /** Calls between Mallory and an accomplice that name Alice's endpoint on one side. */
    private void forged(int count, double seconds) {
        for (int i = 0; i < count; i++) {
            String callId = "forged-" + seconds + "-" + i;
            double at = seconds + i * 0.01;
            capture.at(at)
                    .request(callId, "INVITE")
                    .from(MALLORY)
                    .to(ACCOMPLICE)
                    .sdp(audio(ALICE, 4000))
                    .send();
            capture.at(at + 0.001)
                    .response(callId, 200, "INVITE")
                    .from(ACCOMPLICE)
                    .to(MALLORY)
                    .sdp(audio(ACCOMPLICE, 9000))
                    .send();
        }
    }

    private Stream stream() {
        String id = capture.media(BOB, 5000, ALICE, 4000).runs(4, 20).id();
        capture.media(BOB, 5000, ALICE, 4000).runs(4, 20).send();
        capture.media(ALICE, 4000, BOB, 5000).runs(4, 20).send();
        return Rows.of(capture.inOrder()).stream(id);
    }

    @Test
    void callsForgedBeforeTheRealOneDoNotLockItOut() {
        forged(200, 0);
        capture.answeredCall("real", 0.5);
        capture.bye("real", 20);

        assertThat(stream().getCallIds()).containsExactly("real");
        assertThat(stream().getBinding()).isEqualTo(Binding.EXACT);
    }

    @Test
    void callsForgedBetweenAnswerAndMediaDoNotPushItOut() {
        capture.answeredCall("real", 0.5);
        forged(200, 3.6);
        capture.bye("real", 20);

        Stream stream = stream();
        assertThat(stream.getCallIds()).containsExactly("real");
        assertThat(stream.getContestedBy())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(8)
                .allMatch(id -> id.startsWith("forged"));
    }

    /** Signalled by a proxy, the real call has nothing that a forger could not have, but it has one claim, not two hundred. */
    @Test
    void oneSourceDoesNotStarveAnother() {
        forged(200, 0);
        capture.at(0.5)
                .request("real", "INVITE")
                .from(PROXY)
                .to(CAROL)
                .sdp(audio(ALICE, 4000))
                .send();
        capture.at(3)
                .response("real", 200, "INVITE")
                .from(CAROL)
                .to(PROXY)
                .sdp(audio(BOB, 5000))
                .send();
        forged(200, 3.2);
        capture.bye("real", 20);

        assertThat(stream().getCallIds()).containsExactly("real");
    }
}
