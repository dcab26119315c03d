// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the command line leaves open: from the environment, else from the file of {@code --config}. */
final class Defaults implements IDefaultValueProvider {
    private static final String CONFIG = "--config";
    private static final String PREFIX = "EARSHOT_JOBS_";

    private final Map<String, String> environment;
    private final @Nullable String file;
    private @Nullable Properties settings;

    Defaults(Map<String, String> environment, String... arguments) {
        this.environment = environment;
        this.file = file(environment, arguments);
    }

    private static @Nullable String file(Map<String, String> environment, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(CONFIG + '=')) return arguments[i].substring(CONFIG.length() + 1);
            if (arguments[i].equals(CONFIG) && i + 1 < arguments.length) return arguments[i + 1];
        }
        return environment.get(PREFIX + "CONFIG");
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) return null;
        String name = option.longestName().substring(2);
        String variable = environment.get(PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT));
        if (variable != null) return variable;
        return settings(argument.command()).getProperty(name);
    }

    private Properties settings(CommandSpec command) {
        if (settings != null) return settings;
        Properties read = new Properties();
        settings = read;
        if (file == null) return read;
        try (Reader text = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            read.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "config is \"" + file + "\", which cannot be read (" + e + "), allowed: a file");
        }
        Set<String> names = names(command);
        for (String key : read.stringPropertyNames()) {
            if (names.contains(key)) continue;
            throw new ParameterException(
                    command.commandLine(),
                    key + " in " + file + " is no setting, allowed: " + String.join(", ", names));
        }
        return read;
    }

    private static Set<String> names(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            boolean settable = !option.usageHelp()
                    && !option.versionHelp()
                    && !option.longestName().equals(CONFIG);
            if (settable) names.add(option.longestName().substring(2));
        }
        return names;
    }
}
