import com.adjourn.v1.ClientMessage
import com.adjourn.v1.ReasonCode
import com.adjourn.v1.Role
import com.adjourn.v1.ServerMessage
import com.adjourn.v1.clientMessage
import com.adjourn.v1.join
import com.adjourn.v1.joinOrNull
import com.adjourn.v1.reason
import com.adjourn.v1.roomLeft
import com.adjourn.v1.roomLeftOrNull
import com.adjourn.v1.serverMessage
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.protobuf.InvalidProtocolBufferException
import com.google.protobuf.Message
import java.io.File
import java.util.HexFormat
import kotlin.system.exitProcess

/**
 * The wire vectors, held against what was generated for Kotlin: java KotlinVectorsKt FOLDER. Kotlin's messages are those of Java,
 * and what is generated for Kotlin builds them: each vector is decoded, put into Kotlin's builder, built again and encoded.
 */
fun main(args: Array<String>) {
    var count = 0
    val found = mutableListOf<String>()
    for (file in File(args[0]).listFiles { one -> one.extension == "json" }.orEmpty()) {
        for (element in JsonParser.parseString(file.readText()).asJsonArray) {
            count += 1
            val vector = element.asJsonObject
            val again = rebuilt(vector)
            val kept = vector.text("rewritten") ?: vector.text("hex")
            val right = if (file.name == "undecodable.json") listOf(null) else listOf(kept, vector.text("withoutUnknown") ?: kept)
            if (again !in right) found += "${vector.text("name")}: $again, not ${right.first()}"
        }
    }
    found += builtInKotlin()
    found.forEach(::println)
    println("$count vectors, ${found.size} faults")
    exitProcess(if (count > 0 && found.isEmpty()) 0 else 1)
}

private fun JsonObject.text(key: String): String? = get(key)?.asString

/** The bytes of a vector, built again by Kotlin; null where they are no message. */
private fun rebuilt(vector: JsonObject): String? {
    val type = Class.forName("com." + vector.text("message"))
    val empty = type.getMethod("getDefaultInstance").invoke(null) as Message
    val message = try {
        empty.parserForType.parseFrom(HexFormat.of().parseHex(vector.text("hex"))) as Message
    } catch (_: InvalidProtocolBufferException) {
        return null
    }
    // The class behind `clientMessage { }`, `join { }` and the others.
    val builder = Class.forName("${type.name}Kt\$Dsl")
    val companion = builder.getField("Companion").get(null)
    val create = companion.javaClass.methods.first { it.name == "_create" }
    val built = builder.methods.first { it.name == "_build" }.invoke(create.invoke(companion, message.toBuilder())) as Message
    return HexFormat.of().formatHex(built.toByteArray())
}

/** The same by the words that people write. */
private fun builtInKotlin(): List<String> {
    val left = serverMessage { sequence = 3; roomLeft = roomLeft { reason = reason { code = ReasonCode.REASON_CODE_REMOVE_PEER } } }
    val joins = clientMessage { join = join { roomId = "blue"; participantId = "ann"; role = Role.ROLE_HOST } }
    return listOfNotNull(
        "RoomLeft".takeIf { ServerMessage.parseFrom(left.toByteArray()).roomLeftOrNull?.reason?.codeValue != 1002 },
        "Join".takeIf { ClientMessage.parseFrom(joins.toByteArray()).joinOrNull?.participantId != "ann" },
    )
}
