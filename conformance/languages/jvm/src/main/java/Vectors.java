import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The wire vectors, held against the types that were generated for Java: java Vectors FOLDER. */
public final class Vectors {
  private static final HexFormat HEX = HexFormat.of();

  public static void main(String[] args) throws Exception {
    int count = 0;
    List<String> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(Path.of(args[0]), "*.json")) {
      for (Path file : files) {
        for (JsonElement vector : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
          count += 1;
          JsonObject one = vector.getAsJsonObject();
          if (!file.endsWith("undecodable.json")) found.addAll(faults(one));
          else if (isDecoded(one)) found.add(text(one, "name", "") + ": was decoded");
        }
      }
    }
    found.forEach(System.out::println);
    System.out.printf("%d vectors, %d faults%n", count, found.size());
    System.exit(count > 0 && found.isEmpty() ? 0 : 1);
  }

  /** What is wrong with a vector: encoded again, and read from JSON. */
  private static List<String> faults(JsonObject vector) throws Exception {
    List<String> found = new ArrayList<>();
    String name = text(vector, "name", "");
    String kept = text(vector, "rewritten", text(vector, "hex", ""));
    String dropped = text(vector, "withoutUnknown", kept);
    String again = HEX.formatHex(decoded(vector).toByteArray());
    if (!again.equals(kept) && !again.equals(dropped)) found.add(name + ": " + again + ", not " + kept);
    Message.Builder builder = empty(vector).newBuilderForType();
    JsonFormat.parser().merge(vector.get("json").toString(), builder);
    String fromJson = HEX.formatHex(builder.build().toByteArray());
    if (!fromJson.equals(dropped)) found.add(name + ", from JSON: " + fromJson + ", not " + dropped);
    return found;
  }

  private static boolean isDecoded(JsonObject vector) throws Exception {
    try {
      decoded(vector);
      return true;
    } catch (InvalidProtocolBufferException expected) {
      return false;
    }
  }

  private static Message decoded(JsonObject vector) throws Exception {
    return empty(vector).getParserForType().parseFrom(HEX.parseHex(text(vector, "hex", "")));
  }

  /** A message of the vector's type, which is a class of the package that was generated. */
  private static Message empty(JsonObject vector) throws Exception {
    Class<?> type = Class.forName("com." + text(vector, "message", ""));
    return (Message) type.getMethod("getDefaultInstance").invoke(null);
  }

  private static String text(JsonObject object, String key, String otherwise) {
    return object.has(key) ? object.get(key).getAsString() : otherwise;
  }
}
