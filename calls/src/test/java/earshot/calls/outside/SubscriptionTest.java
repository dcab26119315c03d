// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.micros;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.events.Subscription;
import earshot.events.SubscriptionKind;
import earshot.events.SubscriptionState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Subscriptions (RFC 6665) and publications (RFC 3903). */
class SubscriptionTest {
    private final Capture capture = new Capture();

    private Subscription only() {
        Rows rows = Rows.of(capture);
        assertThat(rows.subscriptions).hasSize(1);
        return rows.subscriptions.values().iterator().next();
    }

    private void subscribe(double seconds, long cseq, int expiresSeconds, String toTag) {
        capture.at(seconds)
                .request("sub", "SUBSCRIBE")
                .cseq(cseq)
                .toTag(toTag)
                .with(message -> message.setExpiresSeconds(expiresSeconds).setHeaders(Map.of("event", "presence")))
                .send();
    }

    private void answer(double seconds, long cseq, int status, int expiresSeconds) {
        capture.at(seconds)
                .response("sub", status, "SUBSCRIBE")
                .cseq(cseq)
                .with(message -> message.setExpiresSeconds(expiresSeconds).setReasonPhrase("Reason"))
                .send();
    }

    private void notify(double seconds, long cseq, String state) {
        capture.at(seconds)
                .request("sub", "NOTIFY")
                .from(BOB)
                .to(ALICE)
                .cseq(cseq)
                .tags("bob-tag", "alice-tag")
                .with(message -> message.setHeaders(Map.of("event", "presence", "subscription-state", state)))
                .send();
    }

    private void notifyAnswer(double seconds, long cseq, int status) {
        capture.at(seconds)
                .response("sub", status, "NOTIFY")
                .from(ALICE)
                .to(BOB)
                .cseq(cseq)
                .tags("bob-tag", "alice-tag")
                .with(message -> message.setReasonPhrase("Reason"))
                .send();
    }

    @Test
    void aSubscriptionLivesByWhatItsNotifiesSay() {
        subscribe(0, 1, 600, "");
        answer(0.1, 1, 202, 600);
        notify(0.2, 1, "pending;expires=600");
        notify(5, 2, "active;expires=595");
        subscribe(300, 2, 600, "bob-tag");
        answer(300.1, 2, 200, 500);
        notify(300.2, 3, "active;expires=500");

        Subscription row = only();
        assertThat(row.getKind()).isEqualTo(SubscriptionKind.SUBSCRIPTION);
        assertThat(row.getState()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(row.getEvent()).isEqualTo("presence");
        assertThat(row.getNotifications()).isEqualTo(3);
        assertThat(row.getRefreshes()).isEqualTo(1);
        assertThat(row.getActiveMicros()).isEqualTo(micros(5));
        assertThat(row.getExpiresGrantedSeconds()).isEqualTo(500);
        assertThat(row.getExpiresMicros()).isEqualTo(micros(800.2));
        assertThat(row.getSource()).isEqualTo("192.0.2.10:5060");
    }

    /** RFC 6665 4.2.1.2: the first NOTIFY may overtake the answer. */
    @Test
    void aNotifyMayComeBeforeTheAnswer() {
        subscribe(0, 1, 600, "");
        notify(0.1, 1, "active;expires=600");
        answer(0.2, 1, 200, 600);

        Subscription row = only();
        assertThat(row.getState()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(row.getFromUser()).isEqualTo("alice");
        assertThat(row.getStartMicros()).isEqualTo(micros(0));
    }

    /** Old notifiers leave out the tag of the subscriber (RFC 2543). */
    @Test
    void aNotifyWithoutATagIsOfTheSubscriptionThatThereIs() {
        subscribe(0, 1, 600, "");
        answer(0.1, 1, 200, 600);
        capture.at(0.2)
                .request("sub", "NOTIFY")
                .tags("bob-tag", "")
                .with(message -> message.setHeaders(Map.of("event", "presence", "subscription-state", "active")))
                .send();

        assertThat(only().getState()).isEqualTo(SubscriptionState.ACTIVE);
    }

    @Test
    void acceptedWithoutANotifyIsPending() {
        subscribe(0, 1, 600, "");
        answer(0.2, 1, 200, 600);
        capture.at(100).request("x", "INFO").send();

        assertThat(only().getState()).isEqualTo(SubscriptionState.PENDING);
    }

    @Test
    void theNotifierSaysWhyItEnds() {
        subscribe(0, 1, 600, "");
        answer(0.1, 1, 200, 600);
        notify(0.2, 1, "active;expires=600");
        notify(50, 2, "terminated;reason=noresource");

        Subscription row = only();
        assertThat(row.getState()).isEqualTo(SubscriptionState.TERMINATED);
        assertThat(row.getTerminatedReason()).isEqualTo("noresource");
        assertThat(row.getEndedMicros()).isEqualTo(micros(50));
    }

    @Test
    void expiresZeroUnsubscribes() {
        subscribe(0, 1, 600, "");
        answer(0.1, 1, 200, 600);
        notify(0.2, 1, "active");
        subscribe(30, 2, 0, "bob-tag");
        answer(30.1, 2, 200, 0);
        notify(30.2, 2, "terminated;reason=timeout");

        Subscription row = only();
        assertThat(row.getState()).isEqualTo(SubscriptionState.TERMINATED);
        assertThat(row.getTerminatedReason()).isEqualTo("unsubscribed");
    }

    @Test
    void withoutARefreshItExpires() {
        subscribe(0, 1, 60, "");
        answer(0.1, 1, 200, 60);
        notify(0.2, 1, "active;expires=60");
        capture.at(100).request("x", "INFO").send();

        Subscription row = only();
        assertThat(row.getState()).isEqualTo(SubscriptionState.EXPIRED);
        assertThat(row.getEndedMicros()).isEqualTo(micros(60.2));
    }

    /** The subscriber restarted: it knows nothing of the dialog, and answers 481. */
    @Test
    void aNotifyThatNobodyWantsEndsIt() {
        subscribe(0, 1, 600, "");
        answer(0.1, 1, 200, 600);
        notify(0.2, 1, "active;expires=600");
        notifyAnswer(0.3, 1, 200);
        notify(10, 2, "active;expires=590");
        notifyAnswer(10.1, 2, 481);

        Subscription row = only();
        assertThat(row.getState()).isEqualTo(SubscriptionState.FAILED);
        assertThat(row.getLastFailureStatus()).isEqualTo(481);
        assertThat(row.getEndedMicros()).isEqualTo(micros(10.1));
    }

    /** A NOTIFY sent again, and the transfer's own NOTIFYs, change nothing. */
    @Test
    void retransmissionsCountOnceAndTransfersNotAtAll() {
        subscribe(0, 1, 600, "");
        answer(0.1, 1, 200, 600);
        notify(0.2, 1, "active;expires=600");
        notify(0.7, 1, "active;expires=600");
        capture.at(1)
                .request("call", "NOTIFY")
                .with(message -> message.setHeaders(Map.of("event", "refer", "subscription-state", "active")))
                .send();

        assertThat(only().getNotifications()).isEqualTo(1);
    }

    private void publish(double seconds, long cseq, String ifMatch, int octets, int expiresSeconds) {
        Map<String, String> headers =
                ifMatch.isEmpty() ? Map.of("event", "presence") : Map.of("event", "presence", "sip-if-match", ifMatch);
        capture.at(seconds)
                .request("pub", "PUBLISH")
                .cseq(cseq)
                .with(message -> message.setExpiresSeconds(expiresSeconds)
                        .setBodyOctets(octets)
                        .setHeaders(headers))
                .send();
    }

    private void published(double seconds, long cseq, int status, String tag, int expiresSeconds) {
        capture.at(seconds)
                .response("pub", status, "PUBLISH")
                .cseq(cseq)
                .with(message -> message.setExpiresSeconds(expiresSeconds)
                        .setReasonPhrase("Reason")
                        .setHeaders(tag.isEmpty() ? Map.of() : Map.of("sip-etag", tag)))
                .send();
    }

    @Test
    void aPublicationIsFollowedByItsEntityTag() {
        publish(0, 1, "", 300, 120);
        published(0.1, 1, 200, "a", 120);
        publish(60, 2, "a", 0, 120); // refreshed
        published(60.1, 2, 200, "b", 120);
        publish(90, 3, "b", 280, 120); // changed
        published(90.1, 3, 200, "c", 120);
        publish(100, 4, "c", 0, 0); // removed
        published(100.1, 4, 200, "d", 0);

        Subscription row = only();
        assertThat(row.getKind()).isEqualTo(SubscriptionKind.PUBLICATION);
        assertThat(row.getState()).isEqualTo(SubscriptionState.TERMINATED);
        assertThat(row.getTerminatedReason()).isEqualTo("removed");
        assertThat(row.getRefreshes()).isEqualTo(1);
        assertThat(row.getNotifications()).isEqualTo(2);
        assertThat(row.getActiveMicros()).isEqualTo(micros(0.1));
    }

    /** RFC 3903 11.2.1: the server forgot the state; the tag is good for nothing. */
    @Test
    void anUnknownEntityTagEndsAPublication() {
        publish(0, 1, "", 300, 120);
        published(0.1, 1, 200, "a", 120);
        publish(60, 2, "a", 0, 120);
        published(60.1, 2, 412, "", -1);

        Subscription row = only();
        assertThat(row.getState()).isEqualTo(SubscriptionState.FAILED);
        assertThat(row.getLastFailureStatus()).isEqualTo(412);
    }
}
