// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import earshot.calls.Capture;
import earshot.events.SipContact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A telephone of Alice, and what it says outside calls; requests go to {@link Capture#BOB}, the server. */
final class Phone {
    static final String AOR = "sip:alice@example.org";

    private final Capture capture;
    private final String callId;
    private String contact = "sip:alice@192.0.2.10:5060";
    private String address = Capture.ALICE;
    private long cseq;

    Phone(Capture capture, String callId) {
        this.capture = capture;
        this.callId = callId;
    }

    Phone contact(String uri) {
        contact = uri;
        return this;
    }

    Phone address(String ip) {
        address = ip;
        return this;
    }

    static SipContact contact(String uri, int expiresSeconds) {
        return SipContact.newBuilder()
                .setUri(uri)
                .setExpiresSeconds(expiresSeconds)
                .build();
    }

    /** REGISTER for so long; with credentials or without. */
    Phone register(double seconds, int expiresSeconds, boolean credentials) {
        cseq++;
        request(seconds, "REGISTER", credentials)
                .with(message ->
                        message.setContacts(List.of(contact(contact, -1))).setExpiresSeconds(expiresSeconds))
                .send();
        return this;
    }

    /** 200 that grants so much, listing the contact as it was asked for. */
    Phone granted(double seconds, int expiresSeconds) {
        List<SipContact> listed = expiresSeconds == 0 ? List.of() : List.of(contact(contact, expiresSeconds));
        answer(seconds, 200, "OK", "REGISTER")
                .with(message -> message.setContacts(listed))
                .send();
        return this;
    }

    Phone refused(double seconds, int status, String reason) {
        answer(seconds, status, reason, "REGISTER").send();
        return this;
    }

    /** The usual round: REGISTER, 401, REGISTER with credentials, 200; half a second in all. */
    Phone registers(double seconds, int expiresSeconds) {
        return register(seconds, expiresSeconds, false)
                .refused(seconds + 0.1, 401, "Unauthorized")
                .register(seconds + 0.2, expiresSeconds, true)
                .granted(seconds + 0.25, expiresSeconds);
    }

    Phone next() {
        cseq++;
        return this;
    }

    Capture.Message request(double seconds, String method, boolean credentials) {
        Map<String, String> headers = new HashMap<>();
        if (credentials) headers.put("authorization", "Digest example.org");
        return capture.at(seconds)
                .request(callId, method)
                .from(address)
                .cseq(cseq)
                .with(message -> message.setToUri(AOR)
                        .setToUser("alice")
                        .setHeaders(headers)
                        .setCredentialsUser(credentials ? "alice" : "")
                        .setViaCount(1)
                        .setViaSentBy("192.0.2.10:5060")
                        .setUserAgent("Phone/1"));
    }

    Capture.Message answer(double seconds, int status, String reason, String method) {
        return capture.at(seconds)
                .response(callId, status, method)
                .to(address)
                .cseq(cseq)
                .with(message -> message.setToUri(AOR)
                        .setToUser("alice")
                        .setReasonPhrase(reason)
                        .setViaCount(1)
                        .setViaSentBy("192.0.2.10:5060"));
    }
}
