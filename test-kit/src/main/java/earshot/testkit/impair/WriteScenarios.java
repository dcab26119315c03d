// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This writes the captures of {@link Scenarios} into a folder, for {@code scripts/accuracy}: {@code NN.pcap}, and {@code
 * truth.json} with their names and the truth of each stream.
 */
public final class WriteScenarios {
    private WriteScenarios() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: WriteScenarios SAMPLES FOLDER");
            System.exit(2);
        }
        Path folder = Path.of(arguments[1]);
        Files.createDirectories(folder);
        ObjectMapper json = new ObjectMapper();
        ArrayNode list = json.createArrayNode();
        for (KnownCapture capture : Scenarios.all(Path.of(arguments[0]))) {
            String file = String.format("%02d.pcap", list.size() + 1);
            capture.write(folder.resolve(file));
            ObjectNode entry = list.addObject().put("name", capture.name()).put("file", file);
            entry.set("streams", json.valueToTree(capture.truths()));
        }
        json.writeValue(folder.resolve("truth.json").toFile(), list);
    }
}
