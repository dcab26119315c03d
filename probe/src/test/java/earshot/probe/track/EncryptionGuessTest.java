// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twenty packets each; lengths are those of RFC 3551, with or without the tags of RFC 3711 and RFC 7714. */
class EncryptionGuessTest {
    private final EncryptionGuess guess = new EncryptionGuess();

    /** Codec, ticks from packet to packet, octets in each, packets in clear and with a tag: the first has no neighbour. */
    @ParameterizedTest
    @CsvSource({
        "PCMU, 160, 160, 19, 0",
        "PCMA, 240, 240, 19, 0",
        "g722, 160, 160, 19, 0",
        "PCMU, 160, 170, 0, 19", // HMAC-SHA1-80
        "PCMU, 160, 164, 0, 19", // HMAC-SHA1-32
        "PCMU, 160, 176, 0, 19", // GCM
        "PCMU, 160, 150, 0, 0",
        "G729, 160, 20, 19, 0",
        "G729, 320, 40, 19, 0",
        "G729, 160, 30, 0, 19",
        "GSM, 160, 33, 19, 0",
        "GSM, 160, 43, 0, 19",
        "G728, 160, 40, 19, 0",
        "PCMU, 0, 160, 0, 0", // timestamps that stand still ask for no length
        "GSM, 100, 33, 0, 0" // no whole frames
    })
    void lengthTellsWhatWasAdded(String codec, int ticks, int octets, long clear, long tagged) {
        packets(20, ticks, octets, codec);

        assertThat(guess.counts()).isEqualTo(new EncryptionCounts(clear, tagged));
        assertThat(guess.isEncrypted()).isEqualTo(tagged > 0);
    }

    @ParameterizedTest
    @CsvSource({"opus", "AMR", "G723", "iLBC", "''"})
    void codecsWhoseFramesVaryTellNothing(String codec) {
        packets(20, 160, 160, codec);

        assertThat(guess.hasFrames()).isFalse();
        assertThat(guess.counts()).isEqualTo(new EncryptionCounts(0, 0));
    }

    @Test
    void aRunCountsAsItsPackets() {
        packets(2, 160, 170, "PCMU");
        guess.follow(100, 170, 160);

        assertThat(guess.counts().tagged()).isEqualTo(101);
    }

    @Test
    void telephoneEventsHaveFourOctets() {
        for (int i = 0; i < 7; i++) guess.event(4);
        for (int i = 0; i < 3; i++) guess.event(14);

        assertThat(guess.counts()).isEqualTo(new EncryptionCounts(7, 3));
    }

    @Test
    void anIntervalHasItsOwnCountsAndTheStreamItsLook() {
        packets(20, 160, 170, "PCMU");
        guess.forgetCounts();

        assertThat(guess.counts().tagged()).isZero();
        assertThat(guess.isEncrypted()).isTrue();
    }

    private void packets(int count, int ticks, int octets, String codec) {
        RtpArrival packet = new RtpArrival();
        guess.codec(codec);
        for (int i = 0; i < count; i++) {
            packet.sequence = 0xFFFA + i & 0xFFFF;
            packet.timestamp = i * ticks;
            packet.payloadOctets = octets;
            guess.packet(packet);
        }
    }
}
