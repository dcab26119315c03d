// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.AgentLog;
import earshot.events.DeviceReport;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import earshot.events.SipReason;
import earshot.protocols.number.NumberTokens;
import earshot.protocols.number.SipNumbers;
import earshot.protocols.sip.SipRedactor;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts tokens in place of telephone numbers in every event, and passes it on. It stands before all that leaves the
 * probe, so that nothing has to know where numbers may have been; media and health reports hold none.
 */
public final class TokenisedNumbers implements EventPublisher {
    private final EventPublisher next;
    private final SipNumbers numbers;

    public TokenisedNumbers(EventPublisher next, NumberTokens tokens) {
        this.next = next;
        this.numbers = new SipNumbers(tokens);
    }

    @Override
    public void sip(SipMessage message) {
        numbers.start(message.getFromUser(), message.getToUser());
        numbers.learn(message.getRaw());
        startLine(message);
        dialog(message);
        headers(message);
        next.sip(message);
    }

    private void startLine(SipMessage message) {
        String uri = message.getRequestUri();
        if (uri != null) message.setRequestUri(numbers.address(uri));
        String phrase = message.getReasonPhrase();
        if (phrase != null) message.setReasonPhrase(numbers.words(phrase));
    }

    private void dialog(SipMessage message) {
        message.setCallId(numbers.identifier(message.getCallId()));
        message.setFromUri(numbers.address(message.getFromUri()));
        message.setFromUser(numbers.user(message.getFromUser()));
        message.setFromTag(numbers.identifier(message.getFromTag()));
        message.setToUri(numbers.address(message.getToUri()));
        message.setToUser(numbers.user(message.getToUser()));
        message.setToTag(numbers.identifier(message.getToTag()));
        message.setViaBranch(numbers.header("via", message.getViaBranch()));
    }

    private void headers(SipMessage message) {
        message.setContactUri(numbers.address(message.getContactUri()));
        for (SipContact contact : message.getContacts()) contact.setUri(numbers.address(contact.getUri()));
        message.setUserAgent(numbers.known(message.getUserAgent()));
        message.setReasonHeader(numbers.address(message.getReasonHeader()));
        for (SipReason reason : message.getReasons()) reason.setText(numbers.words(reason.getText()));
        message.setCredentialsUser(numbers.user(message.getCredentialsUser()));
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, numbers.header(name, value)));
        message.setHeaders(headers);
        String raw = numbers.message(message.getRaw());
        message.setRaw(raw.length() <= SipRedactor.LENGTH_MAX ? raw : raw.substring(0, SipRedactor.LENGTH_MAX));
    }

    @Override
    public void rtcp(RtcpReport report) {
        DeviceReport device = report.getDevice();
        if (device != null) { // follows the message that brought it, whose numbers are known still
            device.setCallId(numbers.identifier(device.getCallId()));
            device.setDevice(numbers.known(device.getDevice()));
        } else {
            numbers.start("", "");
        }
        report.setCallId(numbers.identifier(report.getCallId()));
        report.setTool(numbers.words(report.getTool()));
        report.setGoodbyeReason(numbers.words(report.getGoodbyeReason()));
        next.rtcp(report);
    }

    @Override
    public void media(MediaReport report) {
        next.media(report);
    }

    /** In free text numbers have any shape: where they must not leave, no line does. The settings allow no such probe. */
    @Override
    public void log(AgentLog line) {}

    @Override
    public void health(ProbeHealth health) {
        next.health(health);
    }

    @Override
    public long published() {
        return next.published();
    }

    @Override
    public long dropped() {
        return next.dropped();
    }

    @Override
    public void close() {
        next.close();
    }
}
