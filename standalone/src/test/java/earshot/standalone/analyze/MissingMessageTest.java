// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.link.Conversations;
import earshot.events.SipMessage;
import earshot.standalone.Manifest;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A mirror port loses packets. Whichever message of a sample capture is not there: how its call went is told as if it were, or
 * is not known, but is never told otherwise; nor is its media another's, or one of its legs a stranger's.
 */
class MissingMessageTest {
    /** The machines run once for each message. */
    private static final int MESSAGES_MAX = 150;

    /**
     * The callee names one port in two calls at one time, as a test tool does. Without the answer that passes it on to the second
     * caller, the first is the only one left of which the second leg can have come.
     */
    private static final Set<String> ONE_PORT_IN_TWO_CALLS =
            Set.of("45-b2bua-session-id.pcap, packet 16", "46-b2bua-numbers.pcap, packet 16");

    static List<Manifest> captures() throws IOException {
        return Manifest.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void aCallIsNeverToldOtherwiseForLackOfAMessage(Manifest manifest) throws Exception {
        Situation whole = Situation.of(manifest.capture());
        if (whole.messages().size() > MESSAGES_MAX) return;
        List<String> wrong = new ArrayList<>();
        for (SipMessage message : whole.messages()) {
            CallRow call = whole.calls.get(message.getCallId());
            if (call == null) continue; // outside calls
            CallRow told = whole.without(message).calls.get(message.getCallId());
            if (told == null || Set.of(call.state(), "incomplete").contains(told.state())) continue;
            wrong.add(manifest.capture().getFileName() + ": " + text(message, call, told));
        }

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void mediaIsNeverOfAnotherCallAndNoStrangersAreLinkedForLackOfAMessage(Manifest manifest) throws Exception {
        Situation whole = Situation.of(manifest.capture());
        if (whole.messages().size() > MESSAGES_MAX) return;
        Conversations conversations = new Conversations();
        whole.links().forEach(link -> conversations.join(link.callId(), link.linkedCallId()));
        List<String> strangers = new ArrayList<>();
        for (SipMessage message : whole.messages()) {
            String name = manifest.capture().getFileName() + ", packet " + message.getFrame();
            Situation situation = whole.without(message);
            for (StreamRow stream : situation.streams.values()) {
                List<String> owners =
                        Objects.requireNonNull(whole.streams.get(stream.id())).callIds();
                assertThat(owners).as(name).containsAll(stream.callIds());
            }
            boolean isStrange = situation.links().stream()
                    .anyMatch(link -> !conversations.of(link.callId()).equals(conversations.of(link.linkedCallId())));
            if (isStrange) strangers.add(name);
        }
        assertThat(strangers).isSubsetOf(ONE_PORT_IN_TWO_CALLS);
    }

    @Test
    void mostCapturesAreSmallEnough() throws Exception {
        int messages = 0;
        for (Manifest manifest : captures()) {
            int some = Situation.of(manifest.capture()).messages().size();
            if (some <= MESSAGES_MAX) messages += some;
        }
        assertThat(messages).isGreaterThan(500);
    }

    private static String text(SipMessage message, CallRow call, CallRow told) {
        String status = message.getStatusCode() == 0 ? "" : message.getStatusCode() + " ";
        return call.state() + " told as " + told.state() + " without " + status + message.getMethod() + ", packet "
                + message.getFrame();
    }
}
