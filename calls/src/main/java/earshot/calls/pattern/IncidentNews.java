// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.EventOrder;
import earshot.events.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A call that is over and was measured, with all that it may have in common with others. */
public class IncidentNews implements MinuteNews {
    private static final int PREFIX_DIGITS = 4;

    public String callKey = "";
    public String callId = "";
    public long endMicros;
    public long toldMicros;
    public long version;
    public boolean isBad;
    /** Such as {@code peer:192.0.2.1}; each once. */
    public List<String> values = new ArrayList<>();

    public IncidentNews() {}

    /** A row of a call, told at an event time (micros); nothing while it goes on, and when its media was not measured. */
    public static void of(Call call, long toldMicros, IncidentLimit limit, Consumer<IncidentNews> out) {
        Long end = PatternReader.endMicros(call);
        Double mos = call.getMosLq();
        Double loss = call.getLossPercentMax();
        if (end == null || (mos == null && loss == null)) return;
        IncidentNews news = new IncidentNews();
        news.callKey = call.getCallKey();
        news.callId = call.getCallId();
        news.endMicros = end;
        news.toldMicros = Math.max(toldMicros, end);
        news.version = call.getVersion();
        news.isBad = (mos != null && mos < limit.mosBelow()) || (loss != null && loss > limit.lossAbovePercent());
        for (String address : call.getSenders()) news.add("peer:", address);
        for (String address : call.getReceivers()) news.add("peer:", address);
        for (String codec : call.getCodecs()) news.add("codec:", codec);
        for (String probe : call.getProbes()) news.add("probe:", probe);
        news.add("agent:", call.getUserAgent());
        news.add("prefix:", prefix(call.getToUser()));
        out.accept(news);
    }

    private void add(String dimension, String name) {
        String value = dimension + name;
        if (!name.isEmpty() && !values.contains(value)) values.add(value);
    }

    /** The first digits of a number; empty for names and extensions. */
    private static String prefix(String user) {
        String number = user.startsWith("+") ? user.substring(1) : user;
        boolean isNumber = number.length() > PREFIX_DIGITS && number.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? user.substring(0, user.length() - number.length() + PREFIX_DIGITS) : "";
    }

    /** There is only one. */
    @Override
    public String key() {
        return "";
    }

    @Override
    public long toldMicros() {
        return toldMicros;
    }

    @Override
    public EventOrder order() {
        return new EventOrder(toldMicros, callKey, 0, version, EventOrder.STEP_EVENT);
    }

    @Override
    public String tie() {
        return "";
    }
}
