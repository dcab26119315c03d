// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.storage.ClickHouse;
import earshot.storage.DeliveryRow;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.sql.SQLException;
import java.util.List;

/** Records deliveries, over a connection that is opened anew for each batch: there are few, and far between. */
record DeliveryLog(ClickHouse clickHouse) {
    void write(List<DeliveryRow> rows) throws SQLException {
        try (TableWriter<DeliveryRow> writer = TableWriter.open(clickHouse, TableType.DELIVERIES)) {
            writer.insert(rows);
        }
    }
}
