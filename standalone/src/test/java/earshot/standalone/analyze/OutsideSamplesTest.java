// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.probe.capture.FileSource;
import earshot.storage.AvailabilityRow;
import earshot.storage.RegistrationRow;
import earshot.storage.SubscriptionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples without calls against what their scripts did (sample-pcaps/record/scenarios). */
class OutsideSamplesTest {
    private static Analysis analysisOf(String capture) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(Path.of("..", "sample-pcaps", capture + ".pcap"))) {
            analysis.read(source);
        }
        assertThat(analysis.errors()).isEmpty();
        return analysis;
    }

    private static RegistrationRow of(Analysis analysis, String user) {
        return analysis.registrations().stream()
                .filter(row -> row.user().equals(user))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void registrationsAreRefreshedEndedExpiredAndRefused() throws Exception {
        Analysis analysis = analysisOf("40-registrations");

        assertThat(analysis.registrations()).hasSize(3);
        RegistrationRow ended = of(analysis, "4401");
        assertThat(ended.state()).isEqualTo("deregistered");
        assertThat(ended.aor()).isEqualTo("sip:4401@10.77.40.10");
        assertThat(ended.contactUri()).isEqualTo("sip:4401@10.77.40.11:5060");
        assertThat(ended.q()).isEqualTo(0.5);
        assertThat(ended.attempts()).isEqualTo(6);
        assertThat(ended.challenges()).isEqualTo(3);
        assertThat(ended.failures()).isZero();
        assertThat(ended.refreshes()).isEqualTo(1);
        assertThat(ended.refreshMeanSeconds()).isCloseTo(4, within(0.1));
        assertThat(ended.expiresGrantedSeconds()).isEqualTo(30);
        assertThat(ended.behindNat()).isFalse();
        RegistrationRow expired = of(analysis, "4402");
        assertThat(expired.state()).isEqualTo("expired");
        assertThat(Duration.between(expired.registeredTime(), expired.endedTime()))
                .isEqualTo(Duration.ofSeconds(5));
        RegistrationRow refused = of(analysis, "4403");
        assertThat(refused.state()).isEqualTo("failed");
        assertThat(refused.lastFailure()).isEqualTo("401 Unauthorized");
        assertThat(refused.challenges()).isEqualTo(1);
        assertThat(analysis.authenticationFailures()).singleElement().satisfies(row -> {
            assertThat(row.credentialsUser()).isEqualTo("4403");
            assertThat(row.src()).isEqualTo("10.77.40.13");
            assertThat(row.failures()).isEqualTo(1);
        });
    }

    @Test
    void aTelephoneBehindATranslatorIsToldByItsViaAndContact() throws Exception {
        Analysis analysis = analysisOf("41-registration-nat");

        assertThat(analysis.registrations()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo("deregistered");
            assertThat(row.src()).startsWith("10.77.41.1:");
            assertThat(row.contactUri()).contains("@192.168.41.2:");
            assertThat(row.behindNat()).isTrue();
            assertThat(row.natSigns()).contains("sentBy", "contact");
            assertThat(row.expiresGrantedSeconds()).isEqualTo(60);
            assertThat(row.userAgent()).contains("baresip");
        });
    }

    @Test
    void presenceIsSubscribedToAndPublished() throws Exception {
        Analysis analysis = analysisOf("42-presence");

        assertThat(analysis.subscriptions()).hasSize(2);
        SubscriptionRow watched = analysis.subscriptions().get(0);
        assertThat(watched.kind()).isEqualTo("subscription");
        assertThat(watched.event()).isEqualTo("presence");
        assertThat(watched.fromUser()).isEqualTo("watcher");
        assertThat(watched.toUser()).isEqualTo("desk42");
        assertThat(watched.state()).isEqualTo("terminated");
        assertThat(watched.terminatedReason()).isEqualTo("unsubscribed");
        assertThat(watched.refreshes()).isEqualTo(1);
        assertThat(watched.notifications()).isEqualTo(3);
        assertThat(watched.expiresGrantedSeconds()).isEqualTo(50);
        SubscriptionRow published = analysis.subscriptions().get(1);
        assertThat(published.kind()).isEqualTo("publication");
        assertThat(published.terminatedReason()).isEqualTo("removed");
        assertThat(published.refreshes()).isEqualTo(1);
        assertThat(published.notifications()).isEqualTo(1);
        assertThat(analysis.transactions())
                .filteredOn(row -> row.method().equals("MESSAGE"))
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(202));
    }

    /** Four pings of fourteen found nobody; the time of two of them was over when the capture ended. */
    @Test
    void aPeerThatStopsAnsweringIsDownAndComesBack() throws Exception {
        AvailabilityRow peer = analysisOf("43-peer-down").availability().get(0);

        assertThat(peer.src()).isEqualTo("10.77.43.11");
        assertThat(peer.peer()).isEqualTo("10.77.43.10");
        assertThat(peer.state()).isEqualTo("up");
        assertThat(peer.pings()).isEqualTo(14);
        assertThat(peer.answered()).isEqualTo(10);
        assertThat(peer.timeouts()).isEqualTo(2);
        assertThat(peer.transitions()).isEqualTo(2);
        assertThat(peer.recentTransitions().get(0)).endsWith(" down");
        assertThat(peer.recentTransitions().get(1)).isEqualTo(peer.sinceTime() + " up");
        assertThat(Duration.between(peer.startTime(), peer.sinceTime()).toMillis())
                .isEqualTo(39_032);
    }

    @Test
    void anInviteInTwoFragmentsIsNotedOfItsPeer() throws Exception {
        Analysis analysis = analysisOf("44-large-invite");

        AvailabilityRow peer = analysis.availability().get(0);
        assertThat(peer.state()).isEqualTo("unknown");
        assertThat(peer.sinceTime()).isNull();
        assertThat(peer.oversized()).isEqualTo(1);
        assertThat(peer.fragmented()).isEqualTo(1);
        assertThat(peer.fragmentsMax()).isEqualTo(2);
        assertThat(peer.octetsMax()).isEqualTo(2_827 - 8); // the length in the UDP header, without that header
        assertThat(peer.lastOversizedMethod()).isEqualTo("INVITE");
        assertThat(analysis.calls().get(0).state()).isEqualTo("answered");
    }
}
