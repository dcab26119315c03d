// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.SipMessage;
import earshot.standalone.Manifest;
import earshot.storage.CallRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A mirror port loses packets. Whichever message of a sample capture is not there: how its call went is told as if it were, or
 * is not known, but is never told otherwise.
 */
class MissingMessageTest {
    /** The machines run once for each message. */
    private static final int MESSAGES_MAX = 150;

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
