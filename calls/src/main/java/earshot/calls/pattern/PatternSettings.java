// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From when on patterns are told.
 *
 * @param limits by pattern; what is missing has its standard
 * @param shortCallSeconds answered calls below are short, 1 to 600
 * @param premiumPrefixes of numbers that cost much; with a plus of international numbers, however these are dialled
 * @param scannerAgents parts of the User-Agent of known scanners, in lower case
 */
public record PatternSettings(
        Map<Pattern, PatternLimit> limits,
        int shortCallSeconds,
        List<String> premiumPrefixes,
        List<String> scannerAgents,
        SilenceLimit silence,
        IncidentLimit incident)
        implements Serializable {
    /**
     * International premium rate (979), satellites (870, 881) and shared networks (882, 883) of ITU-T E.164, and premium
     * ranges of North America, the United Kingdom, Germany, Austria, Switzerland and France.
     */
    static final List<String> PREMIUM =
            List.of("+979", "+870", "+881", "+882", "+883", "+1900", "+449", "+49900", "+43900", "+41900", "+3389");

    static final List<String> SCANNERS =
            List.of("friendly-scanner", "sipvicious", "sipcli", "sip-scan", "sundayddr", "pplsip", "iwar", "warvox");

    public static final PatternSettings DEFAULT =
            new PatternSettings(Map.of(), 10, PREMIUM, SCANNERS, SilenceLimit.DEFAULT, IncidentLimit.DEFAULT);

    public PatternSettings {
        PatternLimit.check("shortCallSeconds", shortCallSeconds, 1, 600);
        Map<Pattern, PatternLimit> all = new EnumMap<>(Pattern.class);
        for (Pattern pattern : Pattern.values()) all.put(pattern, limits.getOrDefault(pattern, pattern.standard()));
        limits = Map.copyOf(all);
        premiumPrefixes = List.copyOf(premiumPrefixes);
        scannerAgents = scannerAgents.stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
    }

    PatternLimit limit(Pattern pattern) {
        return limits.getOrDefault(pattern, pattern.standard());
    }

    /** The same with another limit for one pattern. */
    public PatternSettings with(Pattern pattern, PatternLimit limit) {
        Map<Pattern, PatternLimit> changed = new EnumMap<>(limits);
        changed.put(pattern, limit);
        return new PatternSettings(changed, shortCallSeconds, premiumPrefixes, scannerAgents, silence, incident);
    }
}
