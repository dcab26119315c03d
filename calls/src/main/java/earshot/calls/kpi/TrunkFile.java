// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.rules.RuleException;
import earshot.calls.rules.YamlFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads trunks from YAML, and refuses what it does not know. The format is described in {@code docs/kpis.md}. */
public final class TrunkFile {
    private static final int TRUNKS_MAX = 1_000;
    private static final int NAME_MAX = 63;

    private TrunkFile() {}

    public static List<Trunk> read(Path file) throws RuleException {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new RuleException("trunks: cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The trunks in a text; {@code name} stands in messages. */
    public static List<Trunk> parse(String name, String yaml) throws RuleException {
        YamlFields file = YamlFields.parse(name, yaml, List.of("apiVersion", "kind", "trunks"));
        file.oneOf("apiVersion", List.of("earshot/v1"));
        file.oneOf("kind", List.of("Trunks"));
        if (!(file.value("trunks") instanceof List<?> list) || list.size() > TRUNKS_MAX) {
            throw file.wrong("trunks", "a list of up to " + TRUNKS_MAX + " trunks");
        }
        List<Trunk> trunks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Trunk trunk = trunk(YamlFields.of(name + ": trunk " + (i + 1), list.get(i), List.of("name", "addresses")));
            if (!names.add(trunk.name())) throw new RuleException(name + ": trunk " + trunk.name() + " is named twice");
            trunks.add(trunk);
        }
        return trunks;
    }

    private static Trunk trunk(YamlFields fields) throws RuleException {
        String allowed = "a text of 1 to " + NAME_MAX + " characters";
        String name = fields.string("name", allowed);
        if (name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw fields.wrong("name", allowed);
        }
        List<Network> networks = new ArrayList<>();
        if (fields.value("addresses") instanceof List<?> list) {
            for (Object one : list) {
                Network network = one instanceof String text ? Network.parse(text) : null;
                if (network == null) throw fields.wrong("addresses", "a list of addresses and CIDR ranges");
                networks.add(network);
            }
        }
        if (networks.isEmpty()) throw fields.wrong("addresses", "a list of addresses and CIDR ranges");
        return new Trunk(name, networks);
    }
}
