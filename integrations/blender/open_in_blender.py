"""Opens a GLB file of ai-workspace in Blender (2.93 or later) as a lit scene with a camera.

  blender --python <this file>                     opens the GLB that lies beside this file
  blender --python <this file> -- statue.glb       opens that one
  blender -b --python <this file> -- --job
      how ai-workspace itself makes the .blend: waits for a line of JSON on its input, builds the same scene, saves it, writes
      down what is in it

It holds no data of any project: which file is opened comes from its own name or from the words after "--".
"""

import json
import math
import os
import re
import sys

import bpy
from mathutils import Vector

# Linear light.
FLOOR_COLOR = (0.12, 0.125, 0.135, 1)
WORLD_COLOR = (0.36, 0.39, 0.44, 1)
WORLD_STRENGTH = 0.4
LEVEL_NAME = re.compile(r"^(.*)_LOD(\d+)(\.\d+)?$")
OCCLUSION_NOTE = "Ambient occlusion lies in the red channel of the ORM picture, for game engines; Blender computes its own light."


def main(words):
    job = next_job() if words[:1] == ["--job"] else None
    path = job["glb"] if job else words[0] if words else glb_beside(os.path.abspath(__file__))
    empty_scene()
    import_glb(path)
    bases, levels = sort_levels()
    tidy_materials()
    studio(bases)
    show_materials()
    if job:
        bpy.context.scene.name = job["name"]
        bpy.ops.file.pack_all()
        bpy.ops.wm.save_as_mainfile(filepath=job["blend"], check_existing=False, compress=True)
        with open(job["report"], "w", encoding="utf-8") as file:
            json.dump(report(bases, levels), file)


def next_job():
    """Loads what the import will need, then waits for the job: the input ends without one when it is not wanted any more."""
    enable_importer()
    try:
        # What the importer itself loads when it is first used, a tenth of a second; where it is built otherwise, it will do so then.
        from io_scene_gltf2.blender.imp import gltf2_blender_gltf  # noqa: F401
        from io_scene_gltf2.io.imp import gltf2_io_gltf  # noqa: F401
    except ImportError:
        pass
    line = sys.stdin.buffer.readline()
    if not line:
        raise SystemExit("There was no job.")
    return json.loads(line.decode("utf-8"))


def glb_beside(script):
    """The newest GLB that goes with this script by its name, else the newest beside it."""
    folder, name = os.path.split(script)
    stem = name.replace("-open-in-blender.py", "")
    every = [file for file in os.listdir(folder) if file.endswith(".glb")]
    own = [file for file in every if file.startswith(stem + "-blender.")] or every
    if not own:
        raise SystemExit("There is no .glb file beside " + script)
    return max((os.path.join(folder, file) for file in own), key=os.path.getmtime)


def empty_scene():
    """Away with the cube, the light and the camera that every new file has."""
    for kind in (bpy.data.objects, bpy.data.meshes, bpy.data.lights, bpy.data.cameras, bpy.data.materials):
        for thing in list(kind):
            kind.remove(thing, do_unlink=True)


def enable_importer():
    try:
        import numpy
    except ImportError as error:
        raise ImportError(
            "This Blender took the Python in %s for its own, which lacks numpy, and reads no glTF without it. "
            "Start it without that Python: PATH=/usr/bin:/bin blender --python <this file>" % sys.prefix
        ) from error
    # The importer of Blender 3.4 and older uses names that numpy 1.24 took away (Debian 12 has both).
    for name, kind in (("bool", bool), ("int", int), ("float", float), ("object", object)):
        if name not in numpy.__dict__:
            setattr(numpy, name, kind)
    if not hasattr(bpy.types, "IMPORT_SCENE_OT_gltf"):
        bpy.ops.preferences.addon_enable(module="io_scene_gltf2")


def import_glb(path):
    enable_importer()
    bpy.ops.import_scene.gltf(filepath=path)


def meshes_in_scene():
    return sorted((thing for thing in bpy.data.objects if thing.type == "MESH"), key=lambda thing: thing.name)


def sort_levels():
    """The coarser levels go into a collection of their own, hidden, each where its finest level stands."""
    meshes = meshes_in_scene()
    by_name = {thing.name: thing for thing in meshes}
    bases, levels = [], []
    for thing in meshes:
        match = LEVEL_NAME.match(thing.name)
        base = by_name.get(match.group(1)) if match else None
        if base is None:
            bases.append(thing)
        else:
            levels.append(thing)
            thing.parent = base.parent
            thing.matrix_world = base.matrix_world
    if levels:
        collection = bpy.data.collections.new("Levels of detail")
        bpy.context.scene.collection.children.link(collection)
        for thing in levels:
            for other in list(thing.users_collection):
                other.objects.unlink(thing)
            collection.objects.link(thing)
        collection.hide_viewport = True
        collection.hide_render = True
    return bases, levels


def tidy_materials():
    """The importer has wired them; data pictures must not be read as colours, and the unused occlusion gets a note."""
    for material in bpy.data.materials:
        if not material.use_nodes:
            continue
        for image in data_images(material):
            image.colorspace_settings.name = "Non-Color"
        for node in material.node_tree.nodes:
            if node.type == "GROUP" and "Occlusion" in node.inputs:
                frame = material.node_tree.nodes.new("NodeFrame")
                frame.label = OCCLUSION_NOTE
                frame.label_size = 12
                node.parent = frame


def principled(material):
    nodes = material.node_tree.nodes if material.use_nodes else []
    return next((node for node in nodes if node.type == "BSDF_PRINCIPLED"), None)


def images_behind(socket):
    found = []
    for link in socket.links:
        if link.from_node.type == "TEX_IMAGE":
            if link.from_node.image:
                found.append(link.from_node.image)
        else:
            for other in link.from_node.inputs:
                found += images_behind(other)
    return found


def data_images(material):
    shader = principled(material)
    if shader is None:
        return []
    return [image for name in ("Normal", "Roughness", "Metallic") for image in images_behind(shader.inputs[name])]


def studio(things):
    """A camera that holds everything, three soft lights, a floor and a grey world, in a collection of their own."""
    bpy.context.view_layer.update()
    corners = [thing.matrix_world @ Vector(corner) for thing in things for corner in thing.bound_box]
    low = Vector([min(corner[axis] for corner in corners) for axis in range(3)])
    high = Vector([max(corner[axis] for corner in corners) for axis in range(3)])
    centre, radius = (low + high) / 2, max((high - low).length / 2, 1e-4)

    collection = bpy.data.collections.new("Studio")
    scene = bpy.context.scene
    scene.collection.children.link(collection)

    lens = bpy.data.cameras.new("Camera")
    lens.lens = 60
    distance = 1.04 * radius / math.sin(lens.angle / 2)
    lens.clip_start, lens.clip_end = distance / 1000, distance * 100
    # The picture is square, so the narrow angle is the same both ways.
    scene.render.resolution_x = scene.render.resolution_y = 1024
    camera = place(collection, "Camera", lens, centre + Vector((0.5, -1, 0.42)).normalized() * distance, centre)
    scene.camera = camera

    # A small warm light that draws the relief, and large cool ones that lift its shadows and part the edge from the ground.
    for name, direction, size, power, color in (
        ("Key light", (-0.8, -0.9, 1.1), 0.9, 34, (1, 0.92, 0.82)),
        ("Fill light", (1.2, -0.6, 0.4), 2.4, 2.6, (0.85, 0.92, 1)),
        ("Rim light", (0.5, 1.2, 0.9), 1, 19, (0.9, 0.95, 1)),
    ):
        lamp = bpy.data.lights.new(name, "AREA")
        lamp.size = size * radius
        lamp.color = color
        lamp.energy = power * radius * radius * 9
        place(collection, name, lamp, centre + Vector(direction).normalized() * radius * 3, centre)

    scene.world = scene.world or bpy.data.worlds.new("World")
    grey_world(scene.world)

    side = radius * 40
    plane = bpy.data.meshes.new("Floor")
    plane.from_pydata([(-side, -side, 0), (side, -side, 0), (side, side, 0), (-side, side, 0)], [], [(0, 1, 2, 3)])
    floor = bpy.data.objects.new("Floor", plane)
    floor.location = (centre.x, centre.y, low.z - radius * 0.002)
    floor.hide_select = True
    collection.objects.link(floor)
    paper = bpy.data.materials.new("Floor")
    paper.use_nodes = True
    principled(paper).inputs["Base Color"].default_value = FLOOR_COLOR
    principled(paper).inputs["Roughness"].default_value = 1
    # As Blender 4 calls it, and as it was called before. Seen flat, a floor that mirrors is brighter than the ground behind it.
    for name in ("Specular IOR Level", "Specular"):
        if name in principled(paper).inputs:
            principled(paper).inputs[name].default_value = 0
    plane.materials.append(paper)


def grey_world(world):
    """Soft light from all sides. The camera sees it as dark as the far floor, so that no horizon shows, however it is turned."""
    world.use_nodes = True
    nodes, links = world.node_tree.nodes, world.node_tree.links
    light = next(node for node in nodes if node.type == "BACKGROUND")
    output = next(node for node in nodes if node.type == "OUTPUT_WORLD")
    light.inputs["Color"].default_value = WORLD_COLOR
    light.inputs["Strength"].default_value = WORLD_STRENGTH
    seen = nodes.new("ShaderNodeBackground")
    # What the matt floor sends back, far away, of this light; and half as much again of the lamps'.
    seen.inputs["Color"].default_value = [world * floor for world, floor in zip(WORLD_COLOR, FLOOR_COLOR)]
    seen.inputs["Strength"].default_value = WORLD_STRENGTH * 1.5
    ray, mix = nodes.new("ShaderNodeLightPath"), nodes.new("ShaderNodeMixShader")
    links.new(ray.outputs["Is Camera Ray"], mix.inputs[0])
    links.new(light.outputs[0], mix.inputs[1])
    links.new(seen.outputs[0], mix.inputs[2])
    links.new(mix.outputs[0], output.inputs["Surface"])
    for column, node in enumerate((ray, light, seen, mix)):
        node.location = (-600 + 250 * column, 300 - 150 * (column % 3))


def place(collection, name, data, position, target):
    thing = bpy.data.objects.new(name, data)
    thing.location = position
    thing.rotation_euler = (target - position).to_track_quat("-Z", "Y").to_euler()
    collection.objects.link(thing)
    return thing


def show_materials():
    """Each 3D view opens looking through the camera, with materials shown."""
    scene = bpy.context.scene
    if hasattr(scene, "cycles"):
        scene.render.engine = "CYCLES"
        scene.cycles.samples = 128
        # One that is built without a denoiser (Debian's) would stop with an error.
        scene.cycles.use_denoising = has_denoiser()
    # As Filmic calls it, and AgX since Blender 4.
    for look in ("Medium High Contrast", "AgX - Medium High Contrast"):
        try:
            scene.view_settings.look = look
            break
        except TypeError:
            pass
    for screen in bpy.data.screens:
        for area in screen.areas:
            if area.type != "VIEW_3D":
                continue
            space = area.spaces.active
            space.shading.type = "MATERIAL"
            space.region_3d.view_perspective = "CAMERA"
            space.clip_start, space.clip_end = scene.camera.data.clip_start, scene.camera.data.clip_end


def has_denoiser():
    try:
        import _cycles

        return bool(_cycles.with_openimagedenoise)
    except (ImportError, AttributeError):
        return False


def report(bases, levels):
    return {
        "blender": bpy.app.version_string,
        "objects": [object_report(thing) for thing in bases],
        "levels": [object_report(thing) for thing in levels],
        "materials": [
            {
                "name": material.name,
                "images": {
                    socket.name: [
                        {"name": image.name, "space": image.colorspace_settings.name, "packed": bool(image.packed_file)}
                        for image in images_behind(socket)
                    ]
                    for socket in principled(material).inputs
                    if images_behind(socket)
                },
            }
            for material in bpy.data.materials
            if principled(material) and material.name != "Floor"
        ],
    }


def object_report(thing):
    thing.data.calc_loop_triangles()
    return {
        "name": thing.name,
        "triangles": len(thing.data.loop_triangles),
        "uvLayers": [layer.name for layer in thing.data.uv_layers],
    }


main(sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else [])
