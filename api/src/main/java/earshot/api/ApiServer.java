// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.api.security.ApiTokens;
import earshot.api.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import picocli.CommandLine;

/**
 * The running API: REST under {@code /api/v1}, the web pages, health and metrics, on one port.
 *
 * <p>{@link #start} is for programs that carry the API inside, {@code main} for the API alone.
 */
public final class ApiServer implements AutoCloseable {
    private static final String LOGGING_SYSTEM = "org.springframework.boot.logging.LoggingSystem";

    private final ServletWebServerApplicationContext context;

    private ApiServer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** The API alone, until it is told to stop. */
    public static void main(String[] args) {
        int status = new CommandLine(new ApiCommand()).execute(args);
        if (status != 0) System.exit(status);
    }

    /** Starts as a program of its own, with Spring's logging. */
    static void serve(ApiSettings settings) {
        check(settings);
        run(settings);
    }

    /**
     * Starts inside another program, whose logging stays as it is, and returns once requests are answered; a
     * {@link ConfigException} says in one sentence why it cannot.
     */
    public static ApiServer start(ApiSettings settings) {
        System.setProperty(LOGGING_SYSTEM, "none");
        check(settings);
        return run(settings);
    }

    /** The TCP port that answers. */
    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    private static ApiServer run(ApiSettings settings) {
        try {
            return new ApiServer((ServletWebServerApplicationContext) new SpringApplicationBuilder(ApiApplication.class)
                    .web(WebApplicationType.SERVLET)
                    .bannerMode(Banner.Mode.OFF)
                    .properties(properties(settings))
                    .initializers(started -> started.getBeanFactory().registerSingleton("apiSettings", settings))
                    .run());
        } catch (PortInUseException e) {
            throw portTaken(settings);
        }
    }

    private static Map<String, Object> properties(ApiSettings settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", settings.port());
        properties.put("server.address", settings.bind());
        properties.put("spring.config.name", "earshot-api");
        return properties;
    }

    /** Finds a person's mistakes in milliseconds, before anything heavy starts. */
    private static void check(ApiSettings settings) {
        InetAddress address = address(settings);
        if (settings.tokenFile().isPresent()) {
            ApiTokens.read(settings.tokenFile().get());
        } else if (!address.isLoopbackAddress()) {
            throw new ConfigException(
                    "bind is \"" + settings.bind()
                            + "\", which other machines can reach: name a file of API tokens with --token-file, or bind 127.0.0.1");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, settings.port()));
        } catch (IOException e) {
            throw portTaken(settings);
        }
        try (Store store = new Store(settings.clickHouse())) {
            if (!store.answers()) {
                throw new ConfigException("ClickHouse does not answer at " + Store.endpoint(settings.clickHouse())
                        + ": start it, or name another with --clickhouse");
            }
        }
    }

    private static InetAddress address(ApiSettings settings) {
        try {
            return InetAddress.getByName(settings.bind());
        } catch (UnknownHostException e) {
            throw new ConfigException("bind", settings.bind(), "an address of this machine");
        }
    }

    private static ConfigException portTaken(ApiSettings settings) {
        return new ConfigException("port " + settings.port() + " on " + settings.bind()
                + " cannot be opened: stop the program that holds it, or choose another with --port");
    }
}
