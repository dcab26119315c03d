// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.standalone.Manifest;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many a mirror port shows one direction only. The sample captures are cut to what goes towards whom was called, and to what comes
 * back: how a call went, whose its media is and which legs belong together is told as from the whole, or not at all.
 */
class OneDirectionTest {
    private static final List<Boolean> DIRECTIONS = List.of(true, false);

    /** REFER and the INVITE that comes of it go opposite ways, and Replaces is in requests only. */
    private static final Set<String> EVIDENCE_IS_ELSEWHERE =
            Set.of("32-attended-transfer.pcap towards the caller", "33-blind-transfer.pcap towards the callee");

    /** Behind NAT: the address that its media has is in no SDP, and where it goes is in the answer. */
    private static final Set<String> ADDRESS_IS_TRANSLATED =
            Set.of("39-relay-nat.pcap towards the callee: 10.77.39.11:61135 > 10.77.39.10:39610 of []");

    static List<Manifest> captures() throws IOException {
        return Manifest.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void anAnsweredCallIsAnsweredAndNoOtherIsToldOtherwise(Manifest manifest) throws Exception {
        Situation whole = Situation.of(manifest.capture());
        for (boolean towardsCallee : DIRECTIONS) {
            Situation cut = whole.oneDirection(towardsCallee);
            for (CallRow call : whole.calls.values()) {
                CallRow told = cut.call(call.callId());
                boolean isKept = told.state().equals(call.state());
                boolean isUnknown =
                        !call.state().equals("answered") && told.state().equals("incomplete");
                assertThat(isKept || isUnknown)
                        .as("%s %s: %s", text(manifest, towardsCallee), call, told)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void mediaIsOfItsCall(Manifest manifest) throws Exception {
        Situation whole = Situation.of(manifest.capture());
        List<String> others = new ArrayList<>();
        for (boolean towardsCallee : DIRECTIONS) {
            for (StreamRow stream : whole.oneDirection(towardsCallee).streams.values()) {
                List<String> owners =
                        Objects.requireNonNull(whole.streams.get(stream.id())).callIds();
                if (stream.callIds().equals(owners)) continue;
                others.add(text(manifest, towardsCallee) + ": " + stream.src() + " > " + stream.dst() + " of "
                        + stream.callIds());
            }
        }
        assertThat(others).isSubsetOf(ADDRESS_IS_TRANSLATED);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void legsAreLinkedAndNoOthers(Manifest manifest) throws Exception {
        Situation whole = Situation.of(manifest.capture());
        for (boolean towardsCallee : DIRECTIONS) {
            Situation cut = whole.oneDirection(towardsCallee);
            if (EVIDENCE_IS_ELSEWHERE.contains(text(manifest, towardsCallee))) {
                assertThat(cut.links()).isEmpty();
            } else {
                manifest.assertConversations(cut.links());
            }
        }
    }

    @Test
    void eachDirectionHasMessagesOfItsOwn() throws Exception {
        Situation whole = Situation.of(Path.of("..", "sample-pcaps", "46-b2bua-numbers.pcap"));
        int ahead = whole.oneDirection(true).messages().size();
        int back = whole.oneDirection(false).messages().size();

        assertThat(ahead).isGreaterThan(10);
        assertThat(back).isGreaterThan(10);
        assertThat(ahead + back).isEqualTo(whole.messages().size());
    }

    private static String text(Manifest manifest, boolean towardsCallee) {
        return manifest.capture().getFileName() + (towardsCallee ? " towards the callee" : " towards the caller");
    }
}
