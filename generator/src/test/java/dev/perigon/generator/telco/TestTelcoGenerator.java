package dev.perigon.generator.telco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.SampleFolder;
import dev.perigon.generator.telco.TelcoOptions.Rates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the telco sample. */
class TestTelcoGenerator {
  private static final TelcoOptions SMALL =
      TelcoOptions.defaults()
          .withUsers(60)
          .withRecords(500)
          .withRates(new Rates(0.02, 0.1, 0.01, 0.02));

  @TempDir private Path folder;

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  @Test
  void theSameOptionsGiveTheSameBytes() throws IOException {
    TelcoGenerator.filesAndTopics(SMALL, folder, Progress.none());
    Map<String, byte[]> once = files();
    assertThat(once).hasSize(22);
    TelcoGenerator.filesAndTopics(SMALL.withSeed(7), folder, Progress.none());
    Map<String, byte[]> other = files();
    TelcoGenerator.filesAndTopics(SMALL, folder, Progress.none());
    Map<String, byte[]> again = files();
    assertThat(again).hasSameSizeAs(once);
    once.forEach(
        (file, bytes) -> {
          assertThat(again.get(file)).as(file).isEqualTo(bytes);
          assertThat(other.get(file)).as(file).isNotEqualTo(bytes);
        });
  }

  @Test
  void topicsHoldTheValuesInTheirOrder() throws IOException {
    TelcoGenerator.filesAndTopics(SMALL, folder, Progress.none());
    Map<String, ByteArrayOutputStream> sent = new HashMap<>();
    for (TelcoRecord record : Sent.of(SMALL).records()) {
      ByteArrayOutputStream topic =
          sent.computeIfAbsent(record.topic(), t -> new ByteArrayOutputStream());
      topic.writeBytes(record.value() == null ? new byte[0] : record.value());
      topic.write('\n');
    }
    assertThat(sent.keySet())
        .containsExactlyInAnyOrderElementsOf(TelcoRecords.topics(SMALL))
        .hasSize(9);
    sent.forEach(
        (topic, bytes) ->
            assertThat(folder.resolve("topics/" + topic + ".jsonl"))
                .hasBinaryContent(bytes.toByteArray()));
  }

  @Test
  void whatAnEarlierSampleHadGoes() throws IOException {
    TelcoGenerator.filesAndTopics(SMALL, folder, Progress.none());
    TelcoOptions later = SMALL.withAsOf(LocalDate.of(2026, 1, 1)).withTopicPrefix("x-");
    TelcoGenerator.filesAndTopics(later, folder, Progress.none());
    assertThat(files().keySet())
        .hasSize(22)
        .contains("topics/x-users.jsonl", "flows/day=20251231/flows.parquet")
        .contains("attributes/month=202511/attributes.parquet")
        .doesNotContain("topics/telco-users.jsonl", "flows/day=20251008/flows.parquet");
    TelcoGenerator.files(later, folder, Progress.none());
    assertThat(files().keySet()).hasSize(13).noneMatch(file -> file.startsWith("topics"));
    assertThat(new SampleFolder(folder).end()).contains(LocalDate.of(2026, 1, 1));
  }

  @Test
  void everyLocationAreaIsServedByASiteNearACity() throws IOException {
    TelcoGenerator.files(SMALL, folder, Progress.none());
    List<String> lines = Files.readAllLines(folder.resolve("cells.csv"));
    assertThat(lines.get(0)).isEqualTo("lac,cellsite_sk,site_code,latitude,longitude,city,state");
    List<String[]> rows = lines.stream().skip(1).map(line -> line.split(",")).toList();
    assertThat(rows).hasSize(9000);
    assertThat(rows.get(0)[0]).isEqualTo("1000");
    assertThat(rows.get(8999)[0]).isEqualTo("9999");
    Map<String, Set<String>> sites = new HashMap<>();
    for (String[] row : rows) {
      String site = String.join(",", Arrays.asList(row).subList(2, row.length));
      sites.computeIfAbsent(row[1], key -> new HashSet<>()).add(site);
      assertThat(row[2]).matches("PCT\\d{4}T");
    }
    assertThat(sites).hasSize(600).allSatisfy((key, of) -> assertThat(of).hasSize(1));
    assertThat(Files.readString(folder.resolve("identifier_key.txt"))).matches("[0-9a-f]{64}\n");
  }

  @Test
  void attributesHaveTheNamedColumnsAndFamilies() throws IOException {
    TelcoGenerator.files(SMALL, folder, Progress.none());
    List<Map<String, String>> rows = rows("attributes/month=202510/attributes.parquet");
    assertThat(rows).hasSize(60);
    Set<String> names = rows.get(0).keySet();
    assertThat(names)
        .hasSizeGreaterThan(360)
        .contains("user_id", "ban_num", "cert_id", "uid", "subs_type", "product_mix")
        .contains("is_tdg_customer", "is_blocklist", "consent_tuc", "primary_persona")
        .contains("demo_age_fact_v2_final_age_num", "demo_age_group_v1_age_grp_cat")
        .contains("demo_gender_v1_gender_bin", "demo_handset_monthly_clean_os_cat")
        .contains("device_type", "demo_payment_monthly_payment_group_cat")
        .contains("demo_lifestage_v2_lifestage_grp_cat", "demo_blocklist_blocklist_bin")
        .contains("demo_affluence_grid_v1_affluence_group_bin", "is_trueid_mau")
        .contains("is_android_box_mau", "beha_domestic_traveler_v1_travel_segment_cat")
        .contains("beha_transportation_rail_bts_rider_v1", "beha_bank_app_usage_v1")
        .contains("beha_bts_rider_v2_bts_rides_frequency_num", "beha_credit_card_app_usage_v1")
        .contains("inte_standard_label_all_cat", "geog_work_location_province_en_cat")
        .contains("geog_destination_location_v1_destination_no_num");
    Map<String, Long> families =
        names.stream().collect(Collectors.groupingBy(n -> n.split("_")[0], Collectors.counting()));
    assertThat(families.get("inte")).isGreaterThanOrEqualTo(200);
    assertThat(families.get("beha")).isGreaterThanOrEqualTo(25);
    assertThat(families.get("demo")).isGreaterThanOrEqualTo(20);
    for (String family :
        "entertainment sports fashion finance banking insurance lifestyle health education business marketing sb office online_learning ecommerce standard_label"
            .split(" ")) {
      assertThat(names).as(family).anyMatch(name -> name.startsWith("inte_" + family + "_"));
    }
  }

  @Test
  void attributesFitTogetherAndSeldomChange() throws IOException {
    TelcoGenerator.files(SMALL, folder, Progress.none());
    List<Map<String, String>> before = rows("attributes/month=202509/attributes.parquet");
    List<Map<String, String>> rows = rows("attributes/month=202510/attributes.parquet");
    int changed = 0;
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> row = rows.get(i);
      assertThat(row.get("is_blocklist")).isEqualTo(row.get("demo_blocklist_blocklist_bin"));
      assertThat(row.get("user_id")).isEqualTo(before.get(i).get("user_id"));
      assertThat(row.get("subs_type").startsWith("pre"))
          .isEqualTo(row.get("product_mix").contains("pre"));
      assertThat(Sent.json(row.get("consent_tuc").getBytes()).size()).isEqualTo(3);
      assertThat(
              Set.of(
                  row.get("primary_persona"),
                  row.get("secondary_persona"),
                  row.get("tertiary_persona")))
          .hasSize(3);
      assertThat(row.get("beha_bts_rider_v2_bts_rides_frequency_num").equals("0"))
          .isEqualTo(row.get("beha_transportation_rail_bts_rider_v1").equals("No"));
      for (Map.Entry<String, String> value : row.entrySet()) {
        changed += value.getValue().equals(before.get(i).get(value.getKey())) ? 0 : 1;
      }
    }
    assertThat(changed).isBetween(200, 60 * 360 / 10);
  }

  @Test
  void flowsAreOfTheirDayAndAddUp() throws IOException {
    TelcoGenerator.files(SMALL, folder, Progress.none());
    List<Map<String, String>> flows = rows("flows/day=20251008/flows.parquet");
    long midnight = LocalDate.of(2025, 10, 8).toEpochDay() * 86_400;
    assertThat(flows).hasSizeBetween(60 * 16, 60 * 24);
    assertThat(flows)
        .allMatch(f -> number(f, "flow_start_sec") >= midnight)
        .allMatch(f -> number(f, "flow_start_sec") < midnight + 86_400)
        .allMatch(f -> number(f, "flow_end_sec") > number(f, "flow_start_sec"))
        .allMatch(
            f ->
                number(f, "incoming_octets") + number(f, "outgoing_octets")
                    == number(f, "octet_total_cnt"));
    assertThat(flows.stream().map(f -> f.get("content_categories")))
        .containsOnly("social", "shopping", "tools", "maps_navigation", "standardprotocol");
    assertThat(flows.stream().map(f -> f.get("service")))
        .contains("Facebook", "TikTok", "Instagram", "WhatsApp", "Apple Maps", "Vivo", "SSL");
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(row.get(column));
  }

  private List<Map<String, String>> rows(String file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(new LocalInputFile(folder.resolve(file)))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      PageReadStore pages = reader.readNextRowGroup();
      RecordReader<Group> records =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages, new GroupRecordConverter(schema));
      return Stream.generate(records::read)
          .limit(pages.getRowCount())
          .map(row -> values(schema, row))
          .toList();
    }
  }

  private static Map<String, String> values(MessageType schema, Group row) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      values.put(schema.getFieldName(i), row.getValueToString(i, 0));
    }
    return values;
  }
}
