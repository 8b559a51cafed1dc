package org.restcomm.commons.statistics.reporter;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;

/**
 * The core's usage reporter without the reporting: the original posts figures to its vendor once a
 * day, and starts doing so even where statistics are switched off. Counters that the core registers
 * stay in this process.
 */
public final class RestcommStatsReporter {
  private static final RestcommStatsReporter SILENT = new RestcommStatsReporter();
  private static final MetricRegistry COUNTERS = new MetricRegistry();

  private RestcommStatsReporter() {}

  public static RestcommStatsReporter getRestcommStatsReporter() {
    return SILENT;
  }

  public static MetricRegistry getMetricRegistry() {
    return COUNTERS;
  }

  public void setRemoteServer(String server) {}

  public void setProjectName(String name) {}

  public void setVersion(String version) {}

  public void setProjectType(String type) {}

  public void start(long period, TimeUnit unit) {}

  public void stop() {}
}
