// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the demo was told.
 *
 * @param port of the API; 0 for any free one
 * @param kafka bootstrap servers to use instead of an embedded broker, or null
 * @param clickHouse address to use instead of an embedded engine, or null
 * @param data folder for the engines, or null for one that is removed at the end
 * @param rules folder of alert rules, or null for none
 * @param webhook URL that alerts are posted to, or null for none
 */
record DemoSettings(
        int port,
        @Nullable String kafka,
        @Nullable String clickHouse,
        @Nullable Path data,
        @Nullable Path rules,
        @Nullable String webhook) {}
